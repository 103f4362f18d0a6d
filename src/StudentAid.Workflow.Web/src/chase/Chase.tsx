import { useQuery } from "@tanstack/react-query";
import { Card, Form, Radio, Select, Space, Switch, Table } from "antd";
import { Link, useLocation, useParams, useSearchParams } from "react-router";
import type { How } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { nameOfRound, useRound, useUnits } from "@/api/reading";
import { useCarriesAt, useCoversAt } from "@/app/duties";
import { Lost } from "@/app/Lost";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { Act } from "@/ui/Act";
import { Nothing, Page } from "@/ui/Page";
import { Paper } from "@/ui/Paper";
import { Parts } from "@/ui/Parts";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { dayOf, momentOf } from "@/ui/time";
import { Channel, channelOf } from "@/after/channels";
import { NotApplied } from "./NotApplied";

type Row = Api["ChaseView"];

const Rows = 50;

const results: Record<string, Key> = {
  "to-invite": "chase.to-invite",
  invited: "chase.invited",
  "not-reached": "chase.not-reached",
  "taken-back": "chase.taken-back",
  waived: "chase.waived",
  applied: "chase.applied",
};

const known = ["list", "not-applied", "late", "exclusions"];

/** Who is on a provider's list and has not applied; of a round of aid also who came late, and whom the register leaves out. */
export default function Chase() {
  const { id = "" } = useParams();
  const say = useSay();
  const asked = useRound(id);
  const round = asked.data;
  const at = `/rounds/${id}/chase`;
  const { pathname } = useLocation();
  const shown = pathname.slice(at.length + 1) || "list";
  const covers = useCoversAt()(round?.school);
  const keeps = useCarriesAt("keep-rounds")(round?.school);
  const parts = [
    { to: at, text: say("chase.list"), part: "list" },
    { to: `${at}/not-applied`, text: say("chase.not-applied"), part: "not-applied" },
    ...(round?.aid && covers ? [{ to: `${at}/late`, text: say("chase.late"), part: "late" }] : []),
    ...(round?.aid && keeps ? [{ to: `${at}/exclusions`, text: say("chase.exclusions"), part: "exclusions" }] : []),
  ];
  const there = parts.some((p) => p.part === shown);
  if (!there && (round !== undefined || !known.includes(shown))) return <Lost />;
  return (
    <Page
      title="chase.title"
      sentence={say("chase.sentence")}
      crumbs={[{ to: "/rounds", text: say("rounds.title") }, ...(round ? [{ to: `/rounds/${id}`, text: nameOfRound(round) }] : [])]}
    >
      <Card>
        {parts.length > 1 && <Parts label={say("chase.title")} parts={parts} at={pathname} />}
        {shown === "list" ? (
          <List round={id} />
        ) : (
          <Shown of={asked}>
            {(r) => (shown === "not-applied" ? <NotApplied round={id} school={r.school} /> : shown === "late" ? <Late round={id} /> : <Exclusions round={id} />)}
          </Shown>
        )}
      </Card>
    </Page>
  );
}

/** Where each stands; the filter stands in the address. */
function List({ round }: { round: string }) {
  const say = useSay();
  const unit = useUnits();
  const [search, setSearch] = useSearchParams();
  const [all, result] = [search.get("all") === "true", search.get("result") ?? undefined];
  const chase = useQuery({ queryKey: ["chase", round, all], queryFn: () => body(api.GET("/api/rounds/{id}/chase-list", { params: { path: { id: round }, query: all ? { all } : {} } })) });
  const put = (next: { all: boolean; result: string | undefined }) => setSearch({ ...(next.all ? { all: "true" } : {}), ...(next.result ? { result: next.result } : {}) });
  return (
    <div className="stack">
      <Space wrap size={12}>
        <Select
          aria-label={say("chase.result")}
          allowClear
          placeholder={say("chase.result")}
          className="filter"
          value={result}
          onChange={(v: string | undefined) => put({ all, result: v })}
          options={Object.entries(results).map(([value, key]) => ({ value, label: say(key) }))}
        />
        <label className="labelled">
          <Switch checked={all} onChange={(v) => put({ all: v, result })} aria-label={say("chase.with-applied")} />
          {say("chase.with-applied")}
        </label>
      </Space>
      <Shown of={chase}>
        {(page) => {
          const shown = result ? page.items.filter((r) => r.result === result) : page.items;
          if (shown.length === 0) return <Nothing text={say(result ? "ui.nothing-filtered" : "chase.nobody")} />;
          return (
            <Table
              rowKey="person"
              size="middle"
              pagination={shown.length > Rows ? { pageSize: Rows, showSizeChanger: false, showTotal: (count) => say("ui.total", { count }) } : false}
              dataSource={shown}
              columns={[
                { title: say("ui.name"), render: (_, r) => <>{r.case ? <Link to={`/cases/${r.case}`}>{r.name}</Link> : r.name}{r.priority && <div className="due">{say("chase.priority")}</div>}</> },
                { title: say("cases.class"), responsive: ["md"], render: (_, r) => unit(r.unit) },
                { title: say("cases.match"), responsive: ["md"], render: (_, r) => <Status of={r.match} /> },
                { title: say("chase.result"), render: (_, r) => <Result of={r} /> },
                { title: say("ui.act"), align: "right", render: (_, r) => <Acts round={round} of={r} /> },
              ]}
            />
          );
        }}
      </Shown>
    </div>
  );
}

function Result({ of }: { of: Row }) {
  const say = useSay();
  const [language] = useLanguage();
  const day = of.answeredOn ?? of.invitedOn;
  return (
    <>
      <Status of={`chase-${of.result}`} />
      <div className="quiet strip">
        {day && <span>{dayOf(day, language)}</span>}
        {of.channel && <span>{say(channelOf(of.channel))}</span>}
        {of.invitedBy && <span>{of.invitedBy}</span>}
        {of.signed && <a href={`/api/files/${of.signed}`}>{say("chase.signed")}</a>}
      </div>
    </>
  );
}

function Acts({ round, of }: { round: string; of: Row }) {
  const say = useSay();
  const to = (how: How) => ({ params: { path: { id: round, person: of.person }, ...how } });
  return (
    <div className="acts">
      {of.acts?.includes("invite") && (
        <Act<{ channel: string }>
          small
          label={say(of.result === "to-invite" ? "chase.invite" : "chase.invite-again")}
          name={say("chase.invite-of", { name: of.name })}
          what={say("chase.invite-what")}
          initial={{ channel: "telephone" }}
          send={(v, how) => body(api.POST("/api/rounds/{id}/chase-list/{person}/invite", { ...to(how), body: v }))}
        >
          <Channel label={say("chase.channel")} />
        </Act>
      )}
      {of.acts?.includes("answer") && (
        <Act<Api["InvitationAnswerInput"]>
          small
          label={say("chase.answer")}
          name={say("chase.answer-of", { name: of.name })}
          what={say("chase.answer-what")}
          initial={{ result: "not-reached", channel: "telephone", reason: "own-wish" }}
          send={(v, how) => body(api.POST("/api/rounds/{id}/chase-list/{person}/answer", { ...to(how), body: v }))}
        >
          <Answer person={of.person} />
        </Act>
      )}
      {of.acts?.includes("take-back") && (
        <Act small label={say("chase.take-back")} name={say("chase.take-back-of", { name: of.name })} what={say("chase.take-back-what")} send={(_, how) => body(api.POST("/api/rounds/{id}/chase-list/{person}/take-back", to(how)))} />
      )}
    </div>
  );
}

/** Not reached, and how it was tried; or waived, with the reason and the paper that the family signed. */
function Answer({ person }: { person: string }) {
  const say = useSay();
  return (
    <>
      <Form.Item name="result" label={say("chase.result")}>
        <Radio.Group
          options={[
            { value: "not-reached", label: say("chase.not-reached") },
            { value: "waived", label: say("chase.waived") },
          ]}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={["result"]}>
        {({ getFieldValue }) =>
          getFieldValue("result") === "waived" ? (
            <>
              <Form.Item name="reason" label={say("ui.reason")}>
                <Radio.Group
                  className="choices"
                  options={[
                    { value: "own-wish", label: say("chase.reason-own-wish") },
                    { value: "no-need", label: say("chase.reason-no-need") },
                    { value: "other", label: say("chase.reason-other") },
                  ]}
                />
              </Form.Item>
              <Paper name="signed" label={say("chase.signed")} extra={say("chase.signed-what")} whose={{ person }} category="waiver" />
            </>
          ) : (
            <Channel label={say("chase.channel")} />
          )
        }
      </Form.Item>
    </>
  );
}

/** Who tried after the window had closed: nothing is made up for, but it is on record. */
function Late({ round }: { round: string }) {
  const say = useSay();
  const [language] = useLanguage();
  const late = useQuery({ queryKey: ["chase", round, "late"], queryFn: () => body(api.GET("/api/rounds/{id}/late-attempts", { params: { path: { id: round } } })) });
  return (
    <Shown of={late}>
      {(rows) =>
        rows.length === 0 ? (
          <Nothing text={say("chase.no-late")} />
        ) : (
          <Table
            rowKey={(r) => r.person + r.at}
            size="middle"
            pagination={false}
            dataSource={rows}
            columns={[
              { title: say("ui.name"), render: (_, r) => <Link to={`/students/${r.person}`}>{r.name}</Link> },
              { title: say("chase.tried-at"), render: (_, r) => momentOf(r.at, language) },
              { title: say("chase.tried-by"), render: (_, r) => r.byName ?? say("chase.tried-by-family") },
            ]}
          />
        )
      }
    </Shown>
  );
}

function Exclusions({ round }: { round: string }) {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const out = useQuery({ queryKey: ["chase", round, "exclusions"], queryFn: () => body(api.GET("/api/rounds/{id}/aid-exclusions", { params: { path: { id: round } } })) });
  return (
    <Shown of={out}>
      {(rows) =>
        rows.length === 0 ? (
          <Nothing text={say("chase.no-exclusions")} />
        ) : (
          <Table
            rowKey={(r) => r.person + r.ground}
            size="middle"
            pagination={rows.length > Rows ? { pageSize: Rows, showSizeChanger: false, showTotal: (count) => say("ui.total", { count }) } : false}
            dataSource={rows}
            columns={[
              { title: say("ui.name"), render: (_, r) => <Link to={`/students/${r.person}`}>{r.name}</Link> },
              { title: say("cases.class"), responsive: ["md"], render: (_, r) => unit(r.place) },
              { title: say("chase.ground"), render: (_, r) => <>{textOf(r.text, language)}<div className="quiet">{say("ui.article", { article: r.article })}</div></> },
            ]}
          />
        )
      }
    </Shown>
  );
}
