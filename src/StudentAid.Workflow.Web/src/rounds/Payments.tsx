import { useQuery } from "@tanstack/react-query";
import { Alert, Card, Input, Form, Select, Table } from "antd";
import { Link, useParams, useSearchParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { nameOfRound, useRound, useUnits } from "@/api/reading";
import { useCarriesAt } from "@/app/duties";
import { useLanguage, useSay } from "@/app/texts";
import { Act } from "@/ui/Act";
import { yuan } from "@/ui/money";
import { Nothing, Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { dayOf } from "@/ui/time";
import { TakePayments } from "./TakePayments";

type Paid = Api["PaymentsView"];

const Rows = 50;

/** States in which a line is as it should be: paid in full, or stopped because a change of enrolment stopped the aid. */
const agreeing = new Set(["in-full", "stopped"]);

/** A round's published list held against what was paid of it: who got how much, what the list does not bear out, and the files it comes from. */
export default function Payments() {
  const { id = "" } = useParams();
  const say = useSay();
  const keepsAt = useCarriesAt("keep-rounds");
  const round = useRound(id);
  const payments = useQuery({ queryKey: ["payments", id], queryFn: () => body(api.GET("/api/rounds/{id}/payments", { params: { path: { id } } })) });
  const r = round.data;
  const keeps = r !== undefined && keepsAt(r.school);
  return (
    <Page
      title="rounds.payments"
      sentence={say("rounds.payments-what")}
      crumbs={[{ to: "/rounds", text: say("rounds.title") }, ...(r ? [{ to: `/rounds/${r.id}`, text: nameOfRound(r) }] : [])]}
      actions={
        payments.data && (
          <>
            {keeps && <TakePayments round={id} />}
            <a className="ant-btn-like" href={`/api/rounds/${id}/payments/file?format=xlsx`}>{say("rounds.payments-get")}</a>
          </>
        )
      }
    >
      <Shown of={payments} rows={10}>
        {(p) => (
          <div className="stack">
            <Sums of={p} />
            {p.findings.length > 0 && <Unborne of={p} />}
            <Lines of={p} />
            <Files of={p} round={id} keeps={keeps} />
          </div>
        )}
      </Shown>
    </Page>
  );
}

function Sums({ of }: { of: Paid }) {
  const say = useSay();
  const [language] = useLanguage();
  const sums = say("rounds.payments-sums", { owed: yuan(of.owed, language), paid: yuan(of.paid, language), stray: yuan(of.stray, language) });
  return <Alert type={of.agrees ? "success" : "warning"} showIcon title={<span className="days">{say(of.agrees ? "rounds.payments-agree" : "rounds.payments-differ")}</span>} description={sums} />;
}

/** Payments that the list does not bear out. Nothing is proven by it: somebody has to look. */
function Unborne({ of }: { of: Paid }) {
  const say = useSay();
  const [language] = useLanguage();
  return (
    <Card title={say("rounds.payments-findings")}>
      <p className="quiet">{say("rounds.payments-findings-what")}</p>
      <ul className="history">
        {of.findings.map((f) => (
          <li key={`${f.batch}-${f.row}-${f.kind}`}>
            <span className="overdue">{f.kindName}</span>
            <span>{say("rounds.payments-finding", { name: f.name, amount: yuan(f.amount, language), batch: f.batch, row: f.row })}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Who got what; which state is looked at, stands in the address. */
function Lines({ of }: { of: Paid }) {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const [search, setSearch] = useSearchParams();
  const state = search.get("state") ?? undefined;
  const states = new Map(of.lines.map((l) => [l.state, l.stateName]));
  const shown = state ? of.lines.filter((l) => l.state === state) : of.lines;
  return (
    <Card
      title={say("rounds.payments-lines")}
      extra={
        <Select
          aria-label={say("rounds.payments-state")}
          allowClear
          placeholder={say("rounds.payments-state")}
          className="filter"
          value={state}
          onChange={(v: string | undefined) => setSearch(v ? { state: v } : {})}
          options={[...states].map(([value, name]) => ({ value, label: say("rounds.payments-state-count", { name, count: of.lines.filter((l) => l.state === value).length }) }))}
        />
      }
    >
      {shown.length === 0 ? (
        <Nothing text={say(state ? "ui.nothing-filtered" : "rounds.payments-no-lines")} />
      ) : (
        <Table
          rowKey="case"
          size="middle"
          pagination={shown.length > Rows ? { pageSize: Rows, showSizeChanger: false, showTotal: (count) => say("ui.total", { count }) } : false}
          dataSource={shown}
          columns={[
            { title: say("ui.name"), render: (_, l) => <Link to={`/cases/${l.case}`}>{l.name}</Link> },
            { title: say("rounds.payments-state"), render: (_, l) => <><span className={agreeing.has(l.state) ? undefined : "overdue"}>{l.stateName}</span>{l.reason && <div className="quiet">{l.reason}</div>}</> },
            { title: say("rounds.payments-owed"), align: "right", render: (_, l) => yuan(l.owed, language) },
            { title: say("rounds.payments-paid"), align: "right", render: (_, l) => yuan(l.paid, language) },
            { title: say("rounds.payments-on"), responsive: ["md"], render: (_, l) => (l.paidOn ? dayOf(l.paidOn, language) : "") },
            { title: say("ui.unit"), responsive: ["md"], render: (_, l) => unit(l.place) },
          ]}
        />
      )}
    </Card>
  );
}

/** What the bank or the finance office sent back. A wrong file is withdrawn: it stays on record and counts no more. */
function Files({ of, round, keeps }: { of: Paid; round: string; keeps: boolean }) {
  const say = useSay();
  const [language] = useLanguage();
  return (
    <Card title={say("rounds.payments-files")}>
      {of.files.length === 0 ? (
        <Nothing text={say("rounds.payments-no-files")} />
      ) : (
        <ul className="history">
          {of.files.map((f) => (
            <li key={f.batch}>
              <time>{dayOf(f.paidOn, language)}</time>
              <div className="strip">
                <span>{say("rounds.payments-file", { batch: f.batch, rows: f.rows, failed: f.failed, paid: yuan(f.paid, language) })}</span>
                <Status of={f.status} />
                {keeps && f.status === "recorded" && (
                  <Act<{ reason: string }>
                    small
                    tone="danger"
                    weighed
                    count={say("ui.act-rows", { count: f.rows })}
                    label={say("rounds.payments-withdraw")}
                    name={say("rounds.payments-withdraw-of", { batch: f.batch })}
                    what={say("rounds.payments-withdraw-what")}
                    send={(v, how) => body(api.POST("/api/rounds/{id}/payments/{batch}/withdraw", { params: { path: { id: round, batch: f.batch }, ...how }, body: v }))}
                  >
                    <Form.Item name="reason" label={say("ui.reason")} rules={[{ required: true, whitespace: true, message: say("ui.reason-needed") }]}>
                      <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
                    </Form.Item>
                  </Act>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
