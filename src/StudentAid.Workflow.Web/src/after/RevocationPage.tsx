import { useQuery } from "@tanstack/react-query";
import { Card, Form, Input, InputNumber, Select, Table } from "antd";
import { Link, useParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useMe } from "@/app/session";
import { useLanguage, useSay } from "@/app/texts";
import { Turn } from "@/oversight/Turn";
import { Words } from "@/oversight/Words";
import { Act } from "@/ui/Act";
import { Paper } from "@/ui/Paper";
import { yuan } from "@/ui/money";
import { Nothing, Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { dayAt, fullDayOf } from "@/ui/time";
import { aidOf } from "./aids";
import { Channel } from "./channels";
import { Decide } from "./Decide";

type Revocation = Api["RevocationView"];

/** A revocation from the finding over the student's statement and the decision to the last instalment. */
export default function RevocationPage() {
  const { id = "" } = useParams();
  const revocation = useQuery({ queryKey: ["revocations", "one", id], queryFn: () => body(api.GET("/api/revocations/{id}", { params: { path: { id } } })) });
  return <Shown of={revocation} rows={8}>{(r) => <Sheet of={r} />}</Shown>;
}

function Sheet({ of }: { of: Revocation }) {
  const say = useSay();
  const [language] = useLanguage();
  return (
    <Page
      title="after.revocations"
      heading={say("after.revocation-of", { name: of.name })}
      sentence={
        <span className="strip">
          <Status of={`revocation-${of.status}`} />
          {!of.decidedOn && <span>{say("after.statement-until", { day: fullDayOf(of.statementDue, language) })}</span>}
          {of.owed > 0 && <span>{say("after.still-owed", { owed: yuan(of.owed, language) })}</span>}
        </span>
      }
      crumbs={[{ to: `/rounds/${of.round}/after/revocations`, text: say("after.revocations") }, { to: `/students/${of.person}`, text: of.name }]}
      actions={
        <>
          {of.acts.includes("hear") && <Hear of={of} />}
          {of.acts.includes("decide") && <Decide of={of} />}
        </>
      }
    >
      <div className="stack">
        <Course of={of} />
        {of.recoveries.length > 0 && <Recoveries of={of} />}
        {of.decidedOn && of.recoveries.length > 0 && <Instalments of={of} />}
      </div>
    </Page>
  );
}

function Course({ of }: { of: Revocation }) {
  const say = useSay();
  return (
    <Card title={say("after.course")} extra={<Link to={`/cases/${of.case}`}>{say("after.case")}</Link>}>
      <ul className="history">
        <Turn day={of.openedOn} what={say("after.turn-opened")} text={of.finding}>
          <div className="strip">
            {of.evidence.map((hash, i) => (
              <a key={hash} href={`/api/files/${hash}`}>{say("after.evidence-number", { number: i + 1 })}</a>
            ))}
          </div>
        </Turn>
        {of.heardOn && <Turn day={of.heardOn} what={say("after.turn-heard")} text={of.statement} />}
        {of.decidedOn && (
          <Turn day={of.decidedOn} what={say(of.status === "dismissed" ? "after.turn-dismissed" : "after.turn-revoked", { body: of.body ?? "", meeting: of.meeting ?? "" })} text={of.reasons}>
            <div className="strip">
              <span className="quiet">{say("ui.article", { article: of.article ?? "" })}</span>
              {of.paper && <a href={`/api/files/${of.paper}`}>{say("after.decision-paper")}</a>}
            </div>
          </Turn>
        )}
      </ul>
    </Card>
  );
}

function Hear({ of }: { of: Revocation }) {
  const say = useSay();
  return (
    <Act<{ channel: string; text: string }>
      tone={of.heardOn ? "default" : "primary"}
      label={say("after.hear")}
      what={say("after.hear-what")}
      initial={{ channel: "in-person" }}
      send={(v, how) => body(api.POST("/api/revocations/{id}/hear", { params: { path: { id: of.id }, ...how }, body: v }))}
    >
      <Channel label={say("after.heard-how")} />
      <Words label={say("after.statement")} most={4000} />
    </Act>
  );
}

function Recoveries({ of }: { of: Revocation }) {
  const say = useSay();
  const [language] = useLanguage();
  const today = dayAt(useMe().data?.now ?? new Date().toISOString());
  return (
    <Card title={say("after.recoveries")}>
      <Table
        rowKey="number"
        size="middle"
        pagination={false}
        dataSource={of.recoveries}
        columns={[
          { title: say("after.aid"), render: (_, r) => aidOf(say, r.aid) },
          { title: say("ui.status"), responsive: ["md"], render: (_, r) => <Status of={`recovery-${r.status}`} /> },
          { title: say("after.repay-by"), render: (_, r) => (r.owed > 0 && r.due < today ? <span className="overdue">{say("oversight.overdue-since", { day: fullDayOf(r.due, language) })}</span> : fullDayOf(r.due, language)) },
          { title: say("after.total"), align: "right", responsive: ["md"], render: (_, r) => yuan(r.amount, language) },
          { title: say("after.paid"), align: "right", responsive: ["md"], render: (_, r) => yuan(r.paid, language) },
          { title: say("after.owed"), align: "right", render: (_, r) => yuan(r.owed, language) },
        ]}
      />
    </Card>
  );
}

/** Money that came back; what was put down wrongly is withdrawn and stays on record. */
function Instalments({ of }: { of: Revocation }) {
  const say = useSay();
  const [language] = useLanguage();
  return (
    <Card title={say("after.instalments")} extra={of.acts.includes("repay") && <Repay of={of} />}>
      {of.instalments.length === 0 ? (
        <Nothing text={say("after.no-instalments")} />
      ) : (
        <ul className="history">
          {of.instalments.map((i) => (
            <li key={i.number}>
              <time>{fullDayOf(i.day, language)}</time>
              <div>
                <span className="strip">
                  <span>{say("after.instalment", { aid: aidOf(say, of.recoveries.find((r) => r.number === i.recovery)?.aid ?? ""), amount: yuan(i.amount, language) })}</span>
                  <a href={`/api/files/${i.receipt}`}>{say("after.receipt")}</a>
                  {i.withdrawnOn ? <Status of="withdrawn" /> : of.acts.includes("withdraw-repayment") && <Withdraw of={of} number={i.number} />}
                </span>
                {i.reason && <p className="fact quiet">{i.reason}</p>}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Repay({ of }: { of: Revocation }) {
  const say = useSay();
  const [language] = useLanguage();
  const today = dayAt(useMe().data?.now ?? new Date().toISOString());
  const owing = of.recoveries.filter((r) => r.owed > 0);
  return (
    <Act<{ recovery: number; amount: number; day: string; receipt: string }>
      tone="primary"
      label={say("after.repay")}
      what={say("after.repay-what")}
      initial={{ day: today, recovery: owing[0]?.number ?? 1 }}
      send={(v, how) => body(api.POST("/api/revocations/{id}/repay", { params: { path: { id: of.id }, ...how }, body: { ...v, amount: Math.round(v.amount * 100) } }))}
    >
      <Form.Item name="recovery" label={say("after.recovery")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Select options={owing.map((r) => ({ value: r.number, label: say("after.recovery-owed", { aid: aidOf(say, r.aid), owed: yuan(r.owed, language) }) }))} />
      </Form.Item>
      <Form.Item name="amount" label={say("after.amount")} rules={[{ required: true, message: say("ui.needed") }]}>
        <InputNumber min={0.01} precision={2} className="wide" />
      </Form.Item>
      <Form.Item name="day" label={say("after.repaid-on")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Input type="date" />
      </Form.Item>
      <Paper name="receipt" label={say("after.receipt")} whose={{ person: of.person }} category="recovery-receipt" />
    </Act>
  );
}

function Withdraw({ of, number }: { of: Revocation; number: number }) {
  const say = useSay();
  return (
    <Act<{ reason: string }>
      small
      tone="danger"
      weighed
      label={say("after.withdraw")}
      name={say("after.withdraw-of", { number })}
      what={say("after.withdraw-what")}
      send={(v, how) => body(api.POST("/api/revocations/{id}/withdraw-repayment", { params: { path: { id: of.id }, ...how }, body: { instalment: number, ...v } }))}
    >
      <Words name="reason" label={say("ui.reason")} most={500} rows={2} />
    </Act>
  );
}
