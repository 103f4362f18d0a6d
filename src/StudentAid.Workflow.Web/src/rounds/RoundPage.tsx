import { Alert, Card, Skeleton, Table, Tag } from "antd";
import { lazy, Suspense } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import type { Api } from "@/api/client";
import { nameOfRound, useRosters, useRound, useRules, useUnits, useWords } from "@/api/reading";
import { useCarriesAt, useCoversAt, useWorksWithin } from "@/app/duties";
import { useMe } from "@/app/session";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Cursors } from "@/ui/Cursors";
import { Nothing, Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { dayAt, dayOf } from "@/ui/time";
import { Freeze } from "./Freeze";
import { Prepared } from "./Prepare";
import { stagesOf } from "./stages";

const Diagram = lazy(() => import("@/rules/Diagram"));

/** The cockpit of a round: six stages, who waits for which list, the lists, the plan, the picture. */
export default function RoundPage() {
  const { id = "" } = useParams();
  const round = useRound(id);
  return <Shown of={round} rows={10}>{(r) => <Cockpit round={r} />}</Shown>;
}

function Cockpit({ round }: { round: Api["RoundView"] }) {
  const say = useSay();
  const [language] = useLanguage();
  const rules = useRules(round.id);
  const me = useMe().data;
  const over = round.status === "completed" ? "rounds.completed-what" : round.status === "archived" ? "rounds.archived-what" : null;
  return (
    <Page
      title="rounds.title"
      heading={nameOfRound(round)}
      sentence={<span className="days">{textOf(round.days, language) || say("rounds.no-days")}</span>}
      crumbs={[{ to: "/rounds", text: say("rounds.title") }]}
      actions={<Papers round={round} />}
    >
      <div className="stack">
        {over && <Alert type="info" showIcon title={say(over)} />}
        <Card styles={{ body: { padding: 0 } }}>
          <Shown of={rules}>{(r) => <Stages round={round} rules={r} today={dayAt(me?.now ?? new Date().toISOString())} />}</Shown>
        </Card>
        <Waiting round={round} />
        <Lists round={round} />
        <div className="two">
          <Plan round={round} />
          <Prepared round={round} />
        </div>
        <Card title={say("rounds.diagram")}>
          <Suspense fallback={<Skeleton active title={false} />}>
            <Shown of={rules}>{(r) => <Diagram activities={r.activities} edges={r.edges} counts={countsOf(round)} />}</Shown>
          </Suspense>
        </Card>
      </div>
    </Page>
  );
}

const countsOf = (round: Api["RoundView"]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const c of round.counts.filter((x) => x.kind === "instance")) for (const at of c.at) counts[at] = (counts[at] ?? 0) + c.count;
  return counts;
};

export function Stages({ round, rules, today }: { round: Api["RoundView"]; rules: Api["RulesView"]; today: string }) {
  const say = useSay();
  const words = useWords(rules);
  const [language] = useLanguage();
  return (
    <ol className="stages" aria-label={say("rounds.stages")}>
      {stagesOf(round, rules, today).map((s) => (
        <li key={s.id} className="stage" data-now={s.now}>
          <h3>{say(s.title)}</h3>
          <div className="figure">
            {s.id === "prepare" ? round.announced.length : s.count}
            <small>{s.id === "prepare" ? say("rounds.told", { of: round.tracks.length }) : say("rounds.people")}</small>
          </div>
          <div className="foot">
            {s.late && <Tag color="error">{say("rounds.late")}</Tag>}
            {s.latest ? say("rounds.latest", { day: dayOf(s.latest, language) }) : s.id === "archive" ? say("rounds.done-too") : ""}
          </div>
          {s.standing.length > 0 && (
            <ul className="plain">
              {s.standing.map((a) => (
                <li key={a.activity}>
                  <Link to={`/cases?round=${round.id}&activity=${a.activity}`}>{say("rounds.stands-at", { step: words.activity(a.activity) || a.activity, count: a.count })}</Link>
                </li>
              ))}
            </ul>
          )}
          {s.next && <div className="foot">{say("rounds.next", { what: say(s.next.what, { count: s.next.count }) })}</div>}
        </li>
      ))}
    </ol>
  );
}

/** Who waits to be taken into a list. */
function Waiting({ round }: { round: Api["RoundView"] }) {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const rows = round.gates.flatMap((g) => g.counts.filter((c) => c.state === "waiting").map((c) => ({ ...c, gate: g, key: g.activity + c.unit })));
  if (rows.length === 0) return null;
  return (
    <Card title={say("rounds.waiting")}>
      <Table
        rowKey="key"
        size="middle"
        pagination={false}
        dataSource={rows}
        columns={[
          { title: say("rounds.list"), render: (_, r) => textOf(r.gate.title, language) },
          { title: say("ui.unit"), render: (_, r) => unit(r.unit) },
          { title: say("rounds.count"), dataIndex: "count", align: "right" },
          { title: say("ui.act"), align: "right", render: (_, r) => r.mayFreeze && <Freeze round={round.id} activity={r.gate.activity} unit={r.unit} list={textOf(r.gate.title, language)} unitName={unit(r.unit)} count={r.count} /> },
        ]}
      />
    </Card>
  );
}

function Lists({ round }: { round: Api["RoundView"] }) {
  const say = useSay();
  const unit = useUnits();
  const [search] = useSearchParams();
  const rosters = useRosters(round.id, search.get("cursor") ?? undefined);
  const rules = useRules(round.id);
  const words = useWords(rules.data);
  const order = (activity: string) => rules.data?.activities.findIndex((a) => a.id === activity) ?? 0;
  return (
    <Card title={say("rounds.lists")}>
      <Shown of={rosters}>
        {(page) => (
          <Table
            rowKey="id"
            size="middle"
            pagination={false}
            dataSource={[...page.items].sort((a, b) => Number(a.status === "released") - Number(b.status === "released") || order(a.activity) - order(b.activity))}
            locale={{ emptyText: <Nothing text={say("rounds.no-lists")} /> }}
            columns={[
              { title: say("rounds.list"), render: (_, r) => <Link to={`/${r.act === "publish" ? "publicities" : "rosters"}/${r.id}`}>{words.activity(r.activity) || r.activity}</Link> },
              { title: say("ui.unit"), render: (_, r) => unit(r.unit) },
              { title: say("ui.status"), render: (_, r) => <Status of={r.takenBack ? "taken-back" : r.stage ?? r.status} /> },
            ]}
          />
        )}
      </Shown>
      <Cursors previous={rosters.data?.previous} next={rosters.data?.next} />
    </Card>
  );
}

function Plan({ round }: { round: Api["RoundView"] }) {
  const say = useSay();
  const [language] = useLanguage();
  if (round.plan.length === 0) return <div />;
  return (
    <Card title={say("rounds.plan")}>
      <Table
        rowKey="id"
        size="middle"
        pagination={false}
        dataSource={round.plan}
        columns={[
          { title: say("rounds.step"), render: (_, p) => textOf(p.title, language) },
          { title: say("rounds.latest-start"), render: (_, p) => dayOf(p.latestStart, language) },
          { title: say("rounds.latest-end"), render: (_, p) => <>{dayOf(p.latestEnd, language)}{p.provisional && <Tag>{say("ui.provisional")}</Tag>}</> },
        ]}
      />
    </Card>
  );
}

function Papers({ round }: { round: Api["RoundView"] }) {
  const say = useSay();
  const covers = useCoversAt()(round.school);
  const handsOut = useCarriesAt("hand-out-papers")(round.school);
  if (!covers) return <Beside round={round} />;
  return (
    <>
      {round.aid && handsOut && <Link className="ant-btn-like" to={`/rounds/${round.id}/payments`}>{say("rounds.payments")}</Link>}
      {round.limit && <Link className="ant-btn-like" to={`/rounds/${round.id}/funds`}>{say(round.limit === "ledger" ? "funds.ledger" : "funds.quota")}</Link>}
      <Beside round={round} />
      <a className="ant-btn-like" href={`/api/prints/determination-summary?round=${round.id}`} target="_blank" rel="noreferrer">{say("rounds.summary")}</a>
      {handsOut && !round.practice && <Link className="ant-btn-like" to={`/rounds/${round.id}/filing`}>{say("filing.title")}</Link>}
      {handsOut && !round.practice && <a className="ant-btn-like" href={`/api/rounds/${round.id}/archive`} download>{say("rounds.inspection")}</a>}
      {!handsOut && !round.practice && <Link className="ant-btn-like" to={`/rounds/${round.id}/filing/counts`}>{say("rounds.five-counts")}</Link>}
    </>
  );
}

/** What stands beside the round's lists, for whoever works at the school or above it: who has not applied, and what follows the decisions. */
function Beside({ round }: { round: Api["RoundView"] }) {
  const say = useSay();
  const covers = useCoversAt()(round.school);
  const within = useWorksWithin()(round.school);
  if (!covers && !within) return null;
  return (
    <>
      <Link className="ant-btn-like" to={`/rounds/${round.id}/progress`}>{say("rounds.progress")}</Link>
      <Link className="ant-btn-like" to={`/rounds/${round.id}/committees`}>{say("committees.title")}</Link>
      <Link className="ant-btn-like" to={`/rounds/${round.id}/chase`}>{say("chase.title")}</Link>
      {!round.aid && <Link className="ant-btn-like" to={`/rounds/${round.id}/after`}>{say("after.title")}</Link>}
    </>
  );
}
