import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Card, Form, Input, Radio, Select, Space } from "antd";
import { useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useUnitList, useUnits } from "@/api/reading";
import { useReader } from "@/app/session";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Nothing, Page } from "@/ui/Page";
import { Refused } from "@/ui/Refused";
import { dayOf } from "@/ui/time";

type Who = "students" | "guardians";

/** What was handed out to a class's students or guardians, and whether its list has been taken. It is shown once, so no choice made beside it lets go of it. */
interface Given {
  answer: Api["CodesAnswer"];
  taken: boolean;
}

/** What was handed out to one. */
type Slip = Api["IssueAnswer"] & { name: string };

type Unit = Api["UnitView"];

/** Codes are handed out class by class. */
const Class = "class";

/** Access handed out on paper: a slip for each of a class, and one anew for who has lost his. */
export default function Slips() {
  const say = useSay();
  const [language] = useLanguage();
  const me = useReader()!;
  const units = useUnitList();
  const nameOf = useUnits();
  const mine = me.grants.filter((g) => g.handsOutAccess);
  const classes = (units.data?.items ?? []).filter((u) => u.kind === Class && mine.some((g) => u.path.startsWith(g.unit)));
  const seen = new Set<string>();
  const twice = new Set(classes.map((c) => textOf(c.name, language)).filter((name) => seen.size === seen.add(name).size));
  const label = (c: Unit) => [textOf(c.name, language), twice.has(textOf(c.name, language)) && nameOf(c.path.replace(/[^/]+\/$/, ""))].filter(Boolean).join(" · ");
  const [chosen, setChosen] = useState<string>();
  const [given, setGiven] = useState<Record<string, Given>>({});
  const unit = chosen ?? classes[0]?.path;
  return (
    <Page title="app.slips" sentence={say("app.slips-what")}>
      <div className="stack">
        <Card>
          <label className="labelled">
            {say("ui.unit")}
            <Select aria-label={say("ui.unit")} className="filter" value={unit ?? null} onChange={setChosen} options={classes.map((c) => ({ value: c.path, label: label(c) }))} />
          </label>
        </Card>
        {unit ? (
          <>
            <WholeClass unit={unit} given={given} keep={(key, what) => setGiven((before) => ({ ...before, [key]: what }))} />
            <Again key={`again ${unit}`} unit={unit} />
          </>
        ) : (
          !units.isPending && <Nothing text={say("app.slips-no-class")} />
        )}
      </div>
    </Page>
  );
}

interface WholeClassProps {
  unit: string;
  given: Record<string, Given>;
  keep: (key: string, given: Given) => void;
}

function WholeClass({ unit, given, keep }: WholeClassProps) {
  const say = useSay();
  const [who, setWho] = useState<Who>("students");
  const key = `${unit} ${who}`;
  return (
    <Card title={say("app.slips-class")}>
      <div className="stack">
        <Radio.Group
          value={who}
          onChange={(e) => setWho(e.target.value as Who)}
          options={[
            { value: "students", label: say("app.slips-students") },
            { value: "guardians", label: say("app.slips-guardians") },
          ]}
        />
        <Group key={key} unit={unit} who={who} given={given[key]} keep={(what) => keep(key, what)} />
      </div>
    </Card>
  );
}

interface GroupProps {
  unit: string;
  who: Who;
  given: Given | undefined;
  keep: (given: Given) => void;
}

function Group({ unit, who, given, keep }: GroupProps) {
  const say = useSay();
  const input = { unit, who, guardians: 1 };
  const trial = useQuery({
    queryKey: ["codes", unit, who],
    queryFn: () => body(api.POST("/api/accounts/codes", { params: { query: { dryRun: true } } as never, body: input })),
    staleTime: Infinity,
  });
  const hand = useAct((asked: typeof input, key) => body(api.POST("/api/accounts/codes", { params: { header: acting(key) }, body: asked })), (answer) => keep({ answer, taken: false }));
  return (
    <>
      <Refused error={trial.error ?? hand.error} />
      {!given && trial.data && (
        <>
          <p>{say("app.slips-before", { count: trial.data.count })}</p>
          <Space>
            <Button type="primary" disabled={Number(trial.data.count) === 0} loading={hand.isPending} onClick={() => hand.mutate(input)}>
              {say(hand.isPending ? "ui.sending" : "app.slips-hand")}
            </Button>
          </Space>
        </>
      )}
      {given && <Slip given={given} taken={() => keep({ ...given, taken: true })} />}
    </>
  );
}

function Slip({ given, taken }: { given: Given; taken: () => void }) {
  const say = useSay();
  const [language] = useLanguage();
  return (
    <>
      {given.answer.left && <Alert type="warning" showIcon role="alert" title={say("app.slips-left", { count: given.answer.left.count, why: given.answer.left.sentence })} />}
      <Alert type="warning" showIcon role="status" title={say("app.slips-once", { count: given.answer.count, day: dayOf(given.answer.until, language) })} />
      {given.taken ? (
        <p className="quiet">{say("app.slips-taken")}</p>
      ) : (
        <Space wrap>
          <a className="ant-btn-like" href={given.answer.slips} target="_blank" rel="noreferrer" onClick={taken}>
            {say("app.slips-print")}
          </a>
          <a className="ant-btn-like" href={given.answer.table} onClick={taken}>
            {say("app.slips-table")}
          </a>
        </Space>
      )}
    </>
  );
}

/** One student has lost his slip or never got it: found by name, given a new code, the one before is dead. */
function Again({ unit }: { unit: string }) {
  const say = useSay();
  const [language] = useLanguage();
  const [found, setFound] = useState<Api["PersonView"][]>();
  const search = useAct(
    (text: string) => body(api.POST("/api/people/search", { body: { text, below: unit, most: 10 } })),
    (page) => setFound(page.items as Api["PersonView"][]),
  );
  const [slips, setSlips] = useState<Slip[]>([]);
  return (
    <Card title={say("app.slips-again")}>
      <div className="stack">
        <Form layout="inline" onFinish={(v: { name?: string }) => v.name?.trim() && search.mutate(v.name.trim())}>
          <Form.Item name="name" label={say("ui.name")}>
            <Input maxLength={40} autoComplete="off" />
          </Form.Item>
          <Button htmlType="submit" loading={search.isPending}>
            {say("app.slips-find")}
          </Button>
        </Form>
        <Refused error={search.error} />
        {found?.length === 0 && <Nothing text={say("cases.nobody")} />}
        <ul className="today">
          {found?.map((p) => (
            <li key={p.id} className="strip">
              <strong>{p.name}</strong>
              <Issue person={p} given={(slip) => setSlips((before) => [...before.filter((s) => s.login !== slip.login), slip])} />
            </li>
          ))}
        </ul>
        {slips.map((slip) => (
          <Alert
            key={slip.login}
            type="warning"
            showIcon
            role="status"
            title={say("app.slips-one", { name: slip.name, day: dayOf(slip.until, language) })}
            description={
              <p className="slip">
                {say("app.login")} <code className="secret">{slip.login}</code> {say("app.activation-code")} <code className="secret">{slip.secret}</code>
              </p>
            }
          />
        ))}
      </div>
    </Card>
  );
}

/** One student's new code, under a key of his own; the slip is shown once, so it stays when another is given. */
function Issue({ person, given }: { person: Api["PersonView"]; given: (slip: Slip) => void }) {
  const say = useSay();
  const issue = useAct(
    (_: undefined, key) => body(api.POST("/api/accounts/{id}/issue", { params: { path: { id: person.id }, header: acting(key) }, body: { what: "code", login: "" } })),
    (made) => given({ name: person.name, ...made }),
  );
  return (
    <>
      <Button loading={issue.isPending} onClick={() => issue.mutate(undefined)}>
        {say("app.slips-issue", { name: person.name })}
      </Button>
      <Refused error={issue.error} />
    </>
  );
}
