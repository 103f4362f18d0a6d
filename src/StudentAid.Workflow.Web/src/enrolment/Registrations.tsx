import { useQuery } from "@tanstack/react-query";
import { Alert, Card, Table } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useUnits } from "@/api/reading";
import { listed, textOf, useLanguage, useSay } from "@/app/texts";
import { Act } from "@/ui/Act";
import { Nothing } from "@/ui/Page";
import { Paper } from "@/ui/Paper";
import { Shown } from "@/ui/Refused";
import { fullDayOf } from "@/ui/time";

type Registering = Api["RegistrationsView"];
type Pending = Api["PendingView"];

const Rows = 50;

const isReady = (p: Pending): boolean => p.missing.length === 0 && !p.twice;

/** New students who are not registered yet, with what is missing of them; registered are those who are complete, while the window is open. */
export function Registrations({ school }: { school: string }) {
  const registrations = useQuery({ queryKey: ["registrations", school], queryFn: () => body(api.GET("/api/registrations", { params: { query: { school } } })) });
  return <Shown of={registrations}>{(r) => <List key={r.school} of={r} />}</Shown>;
}

function List({ of }: { of: Registering }) {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const [chosen, setChosen] = useState<string[]>([]);
  const still = chosen.filter((c) => of.pending.some((p) => p.person === c));
  return (
    <Card title={say("enrolment.registrations")} extra={of.open && still.length > 0 && <Register school={of.school} people={still} />}>
      <div className="stack">
        <Window of={of} />
        {of.pending.length === 0 ? (
          <Nothing text={say("enrolment.all-registered")} />
        ) : (
          <Table
            rowKey="person"
            size="middle"
            {...(of.open
              ? {
                  rowSelection: {
                    selectedRowKeys: still,
                    preserveSelectedRowKeys: true,
                    onChange: (keys: React.Key[]) => setChosen(keys.map(String)),
                    getCheckboxProps: (p: Pending) => ({ disabled: !isReady(p), "aria-label": p.name }) as object,
                    getTitleCheckboxProps: () => ({ "aria-label": say("enrolment.choose-all") }) as object,
                  },
                }
              : {})}
            pagination={of.pending.length > Rows ? { pageSize: Rows, showSizeChanger: false, showTotal: (count) => say("ui.total", { count }) } : false}
            dataSource={of.pending}
            columns={[
              { title: say("ui.name"), render: (_, p) => <Link to={`/students/${p.person}`}>{p.name}</Link> },
              { title: say("cases.class"), responsive: ["md"], render: (_, p) => unit(p.place) },
              { title: say("enrolment.register"), responsive: ["md"], render: (_, p) => say(p.register === "full-time" ? "enrolment.full-time" : "enrolment.other") },
              {
                title: say("enrolment.state"),
                render: (_, p) => (
                  <>
                    {p.missing.length > 0 && <div className="due">{say("enrolment.missing", { missing: listed(p.missing.map((m) => textOf(m, language)), language) })}</div>}
                    {p.twice && <div className="overdue">{say("enrolment.twice")}</div>}
                    {isReady(p) && <span className="quiet">{say("enrolment.complete")}</span>}
                  </>
                ),
              },
            ]}
          />
        )}
      </div>
    </Card>
  );
}

function Window({ of }: { of: Registering }) {
  const say = useSay();
  const [language] = useLanguage();
  if (!of.opens || !of.closes) return null;
  const words = { name: textOf(of.name, language), opens: fullDayOf(of.opens, language), closes: fullDayOf(of.closes, language) };
  return <Alert type={of.open ? "info" : "warning"} showIcon title={say(of.open ? "enrolment.window-open" : "enrolment.window-next", words)} />;
}

function Register({ school, people }: { school: string; people: string[] }) {
  const say = useSay();
  return (
    <Act<{ receipt: string }>
      tone="primary"
      label={say("enrolment.register-them", { count: people.length })}
      what={say("enrolment.register-what", { count: people.length })}
      send={(v, how) => body(api.POST("/api/registrations", { params: how, body: { school, people, ...v } }))}
    >
      <Paper name="receipt" label={say("enrolment.receipt")} whose={{ unit: school }} category="registration-receipt" />
    </Act>
  );
}
