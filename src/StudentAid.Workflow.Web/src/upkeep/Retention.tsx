import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Card, Form, Input, Select, Table } from "antd";
import { useState } from "react";
import { doing, useAct, type How } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useRounds, useUnits } from "@/api/reading";
import { useMe } from "@/app/session";
import { useLanguage, useSay, type Key } from "@/app/texts";
import { Act } from "@/ui/Act";
import { Nothing } from "@/ui/Page";
import { Refused, Shown } from "@/ui/Refused";
import { dayAt, fullDayOf } from "@/ui/time";

type Proposal = Api["RetentionView"];

interface Wanted {
  day: string;
  schoolYear?: string;
}

const states: Record<string, Key> = { proposed: "upkeep.retention-proposed", approved: "upkeep.retention-approved", declined: "upkeep.retention-declined" };

/** What is kept no longer than the rules say: looked for, proposed by one, approved by another; then a job destroys the keys, person by person. */
export function Retention({ unit }: { unit: string }) {
  const say = useSay();
  const today = dayAt(useMe().data?.now ?? new Date().toISOString());
  const years = [...new Set((useRounds().data?.items ?? []).map((r) => r.schoolYear))].sort().reverse();
  const [asked, setAsked] = useState<Wanted>();
  const due = useQuery({
    queryKey: ["retention", "due", unit, asked],
    queryFn: () => body(api.GET("/api/retention/due", { params: { query: { unit, day: asked!.day, ...(asked!.schoolYear ? { schoolYear: asked!.schoolYear } : {}) } } })),
    enabled: asked !== undefined,
  });
  return (
    <div className="stack">
      <Card title={say("upkeep.retention-look")} type="inner">
        <Form<Wanted> layout="vertical" requiredMark="optional" className="narrow" initialValues={{ day: today }} onFinish={setAsked} onValuesChange={() => setAsked(undefined)}>
          <Form.Item name="day" label={say("upkeep.retention-day")} rules={[{ required: true, message: say("ui.needed") }]}>
            <Input type="date" max={today} />
          </Form.Item>
          <Form.Item name="schoolYear" label={say("upkeep.retention-year")}>
            <Select allowClear placeholder={say("upkeep.retention-every-year")} options={years.map((value) => ({ value, label: value }))} />
          </Form.Item>
          <Button htmlType="submit" loading={due.isFetching}>{say("upkeep.retention-look-do")}</Button>
        </Form>
        {asked && <div className="below"><Shown of={due}>{(d) => <Due of={d} asked={asked} proposed={() => setAsked(undefined)} />}</Shown></div>}
      </Card>
      <Proposals />
    </div>
  );
}

/** Who is due, and who is held back by what; proposing changes nothing but that somebody else is asked. */
function Due({ of, asked, proposed }: { of: Api["RetentionLookView"]; asked: Wanted; proposed: () => void }) {
  const say = useSay();
  const [language] = useLanguage();
  return (
    <div className="stack">
      <Alert type={of.due > 0 ? "warning" : "info"} showIcon role="status" title={say("upkeep.retention-due", { day: fullDayOf(of.day, language), due: of.due, held: of.held })} description={<Held reasons={of.reasons} rounds={of.rounds} />} />
      {of.due > 0 && (
        <div className="strip">
          <Act<object>
            tone="danger"
            label={say("upkeep.retention-propose")}
            what={say("upkeep.retention-propose-what", { due: of.due })}
            count={say("ui.act-people", { count: of.due })}
            weighed
            send={(_, how) => body(api.POST("/api/retention", { params: how, body: { unit: of.unit, day: asked.day, schoolYear: asked.schoolYear ?? "" } }))}
            done={proposed}
          />
        </div>
      )}
    </div>
  );
}

function Held({ reasons, rounds }: { reasons: Api["HeldView"][]; rounds: Api["RoundTouched"][] }) {
  const say = useSay();
  return (
    <ul className="plain">
      {reasons.map((r) => (
        <li key={r.why}>{say("upkeep.retention-held", { why: r.name, count: r.people })}</li>
      ))}
      {rounds.map((r) => (
        <li key={r.round}>{say("upkeep.retention-round", { year: r.schoolYear, count: r.people })}</li>
      ))}
    </ul>
  );
}

const Often = 2000;

/** Proposals, and what became of them. */
function Proposals() {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const proposals = useQuery({
    queryKey: ["retention"],
    queryFn: () => body(api.GET("/api/retention")),
    refetchInterval: (query) => (query.state.data?.items.some((p) => p.status === "approved" && p.left > 0) ? Often : false),
  });
  return (
    <Shown of={proposals}>
      {(page) =>
        page.items.length === 0 ? (
          <Nothing text={say("upkeep.no-retention")} />
        ) : (
          <Table<Proposal>
            rowKey="id"
            size="middle"
            pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
            dataSource={page.items}
            columns={[
              { title: say("upkeep.retention-what"), render: (_, p) => <>{say("upkeep.retention-of", { unit: unit(p.unit) || say("app.all-units"), day: fullDayOf(p.day, language), count: p.people })}<div className="quiet">{p.basis}</div></> },
              { title: say("ui.status"), render: (_, p) => <Standing of={p} /> },
              { title: say("upkeep.retention-by"), responsive: ["md"], render: (_, p) => (p.approvedByName ? say(p.alone ? "upkeep.retention-alone" : "upkeep.retention-hands", { first: p.proposedByName, second: p.approvedByName }) : p.proposedByName) },
              { title: say("ui.act"), align: "right", render: (_, p) => <Decide of={p} /> },
            ]}
          />
        )
      }
    </Shown>
  );
}

function Standing({ of }: { of: Proposal }) {
  const say = useSay();
  return (
    <>
      {say(states[of.status] ?? "upkeep.retention-proposed")}
      {of.status === "approved" && <div className="quiet">{say("upkeep.retention-job", { erased: of.erased, refused: of.refused, left: of.left })}</div>}
    </>
  );
}

/** What one may do with a proposal, the server says: its own maker does not approve it where somebody else could. */
function Decide({ of }: { of: Proposal }) {
  const say = useSay();
  const to = (how: How) => ({ params: { path: { id: of.id }, ...how } });
  const decline = useAct((_: undefined, key) => body(api.POST("/api/retention/{id}/decline", to(doing(key)))));
  return (
    <div className="strip">
      {of.acts.includes("approve") && (
        <Act<object> small tone="danger" weighed count={say("ui.act-people", { count: of.people })} label={say("upkeep.retention-approve")} what={say("upkeep.retention-approve-what", { count: of.people })} send={(_, how) => body(api.POST("/api/retention/{id}/approve", to(how)))} />
      )}
      {of.acts.includes("decline") && (
        <Button size="small" loading={decline.isPending} onClick={() => decline.mutate(undefined)}>{say("upkeep.retention-decline")}</Button>
      )}
      {of.acts.length === 1 && <span className="quiet">{say("upkeep.retention-waits")}</span>}
      <Refused error={decline.error} />
    </div>
  );
}
