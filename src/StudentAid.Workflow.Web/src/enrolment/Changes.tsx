import { useQuery } from "@tanstack/react-query";
import { Card, Form, Input, Segmented, Select, Table } from "antd";
import { Link, useSearchParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useMe } from "@/app/session";
import { textOf, useLanguage, useSay, type Say } from "@/app/texts";
import { Act } from "@/ui/Act";
import { Nothing } from "@/ui/Page";
import { Paper } from "@/ui/Paper";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { StudentPicker } from "@/ui/StudentPicker";
import { dayAt, fullDayOf } from "@/ui/time";
import { useEnrolmentRules } from "./rules";

type Change = Api["EnrolmentChangeView"];

const Rows = 20;

/** Within how many days a change is entered. */
const clockOf = (say: Say, rules: Api["EnrolmentRulesView"]): string => say(rules.unit === "days" ? "enrolment.clock-days" : "enrolment.clock", { days: rules.days });

interface ChangesProps {
  school: string;
  /** Of this student alone. */
  person?: { id: string; name: string };
}

/** Changes of enrolment by the day they are due in the register system, and putting one down. Nothing where a school has no rules for them. */
export function Changes({ school, person }: ChangesProps) {
  const say = useSay();
  const rules = useEnrolmentRules(school);
  const [search, setSearch] = useSearchParams();
  const open = search.get("entered") !== "all";
  const changes = useQuery({ queryKey: ["enrolment-changes", school], queryFn: () => body(api.GET("/api/enrolment-changes", { params: { query: { unit: school } } })) });
  const r = rules.data;
  if (r && r.changes.length === 0) return person ? null : <Nothing text={say("enrolment.no-rules")} />;
  return (
    <Card title={say("enrolment.changes")} extra={r?.acts.includes("report") && <Report school={school} rules={r} {...(person ? { person } : {})} />}>
      <div className="stack">
        {r && <p className="quiet">{clockOf(say, r)}</p>}
        {!person && (
          <div className="strip">
            <Segmented
              value={open ? "open" : "all"}
              onChange={(v) =>
                setSearch((before) => {
                  const next = new URLSearchParams(before);
                  if (v === "all") next.set("entered", "all");
                  else next.delete("entered");
                  return next;
                })
              }
              options={[
                { value: "open", label: say("enrolment.not-entered") },
                { value: "all", label: say("oversight.all") },
              ]}
            />
          </div>
        )}
        <Shown of={changes}>{(rows) => <List rows={rows.filter((c) => (person ? c.person === person.id : !open || !c.enteredOn))} person={person !== undefined} filtered={!person && open && rows.length > 0} />}</Shown>
      </div>
    </Card>
  );
}

function List({ rows, person, filtered }: { rows: Change[]; person: boolean; filtered: boolean }) {
  const say = useSay();
  const [language] = useLanguage();
  if (rows.length === 0) return <Nothing text={say(filtered ? "enrolment.all-entered" : "enrolment.no-changes")} />;
  return (
    <Table
      rowKey="id"
      size="middle"
      pagination={rows.length > Rows ? { pageSize: Rows, showSizeChanger: false, showTotal: (count) => say("ui.total", { count }) } : false}
      dataSource={rows}
      columns={[
        ...(person ? [] : [{ title: say("ui.name"), render: (_: unknown, c: Change) => <Link to={`/students/${c.person}`}>{c.name}</Link> }]),
        { title: say("enrolment.change"), render: (_, c) => textOf(c.changeName, language) },
        { title: say("enrolment.occurred-on"), responsive: ["md"], render: (_, c) => fullDayOf(c.occurredOn, language) },
        { title: say("enrolment.register"), responsive: ["md"], render: (_, c) => say(c.register === "full-time" ? "enrolment.full-time" : "enrolment.other") },
        { title: say("enrolment.due"), render: (_, c) => <Clock of={c} /> },
        { title: say("ui.act"), align: "right", render: (_, c) => c.acts.includes("enter") && <Enter of={c} /> },
      ]}
    />
  );
}

/** Until when it is to be entered, or when it was; late in words and colour. */
function Clock({ of }: { of: Change }) {
  const say = useSay();
  const [language] = useLanguage();
  const day = fullDayOf(of.due, language);
  if (!of.enteredOn) return of.late ? <span className="overdue">{say("oversight.overdue-since", { day })}</span> : <>{day}</>;
  return (
    <>
      <Status of="change-entered" />
      <span className={of.late ? "overdue" : "quiet"}>{say(of.late ? "enrolment.entered-late" : "enrolment.entered-on", { day: fullDayOf(of.enteredOn, language) })}</span>
    </>
  );
}

function Report({ school, rules, person }: { school: string; rules: Api["EnrolmentRulesView"]; person?: { id: string; name: string } }) {
  const say = useSay();
  const [language] = useLanguage();
  const today = dayAt(useMe().data?.now ?? new Date().toISOString());
  return (
    <Act<{ person: string; change: string; occurredOn: string; reason?: string }>
      tone="primary"
      label={say("enrolment.report")}
      what={<>{clockOf(say, rules)}<br />{say("enrolment.report-what")}</>}
      initial={{ occurredOn: today, ...(person ? { person: person.id } : {}) }}
      send={(v, how) => body(api.POST("/api/enrolment-changes", { params: how, body: { school, person: person?.id ?? v.person, change: v.change, occurredOn: v.occurredOn, reason: v.reason ?? "" } }))}
    >
      {!person && (
        <Form.Item name="person" label={say("enrolment.student")} rules={[{ required: true, message: say("ui.needed") }]}>
          <StudentPicker school={school} />
        </Form.Item>
      )}
      <Form.Item name="change" label={say("enrolment.change")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Select options={rules.changes.map((c) => ({ value: c.id, label: textOf(c.name, language) }))} />
      </Form.Item>
      <Form.Item name="occurredOn" label={say("enrolment.occurred-on")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Input type="date" max={today} />
      </Form.Item>
      <Form.Item name="reason" label={say("enrolment.reason")}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
      </Form.Item>
    </Act>
  );
}

function Enter({ of }: { of: Change }) {
  const say = useSay();
  const today = dayAt(useMe().data?.now ?? new Date().toISOString());
  return (
    <Act<{ day: string; receipt: string }>
      small
      tone="primary"
      label={say("enrolment.enter")}
      name={say("enrolment.enter-of", { name: of.name })}
      what={say("enrolment.enter-what")}
      initial={{ day: today }}
      send={(v, how) => body(api.POST("/api/enrolment-changes/{id}/enter", { params: { path: { id: of.id }, ...how }, body: v }))}
    >
      <Form.Item name="day" label={say("enrolment.entered-day")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Input type="date" max={today} />
      </Form.Item>
      <Paper name="receipt" label={say("enrolment.receipt")} whose={{ unit: of.school }} category="enrolment-receipt" />
    </Act>
  );
}
