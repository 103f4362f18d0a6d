import { useQuery } from "@tanstack/react-query";
import { Alert, Card, Input, Table } from "antd";
import { Link, useParams, useSearchParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Nothing, Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { ended, isPlain, sources } from "./words";

type Held = Api["HeldLevelView"];

/** Which level of a student is valid on a day, and every one that he held. The day stands in the address. */
export default function StudentPage() {
  const { id = "" } = useParams();
  const say = useSay();
  const [language] = useLanguage();
  const [search, setSearch] = useSearchParams();
  const on = search.get("on") ?? undefined;
  const levels = useQuery({
    queryKey: ["students", id, on],
    queryFn: () => body(api.GET("/api/students/{person}/level", { params: { path: { person: id }, query: on ? { on } : {} } })),
    placeholderData: (before) => before,
  });
  return (
    <Shown of={levels} rows={8}>
      {(s) => (
        <Page title={say("funds.student", { name: s.name })} sentence={say("funds.student-sentence")} crumbs={[{ to: "/hardship-base", text: say("funds.hardship") }]}>
          <div className="stack">
            <Card>
              <label className="labelled stack-below">
                {say("funds.on")}
                <Input type="date" className="filter" value={s.on} onChange={(v) => v.target.value && setSearch({ on: v.target.value })} />
              </label>
              <Alert
                type="info"
                role="status"
                title={<span className="days">{s.valid ? say("funds.valid", { day: s.on, level: textOf(s.valid.name, language) }) : say("funds.none-valid", { day: s.on })}</span>}
                description={s.valid && say("funds.valid-days", { from: s.valid.from, until: s.valid.until, year: s.valid.schoolYear })}
              />
            </Card>
            <Card title={say("funds.held")}>
              {s.all.length === 0 ? (
                <Nothing text={say("funds.never-held")} />
              ) : (
                <Table<Held>
                  rowKey={(l) => l.case + l.from}
                  size="middle"
                  pagination={false}
                  dataSource={[...s.all].reverse()}
                  columns={[
                    { title: say("funds.year"), dataIndex: "schoolYear" },
                    { title: say("funds.level"), render: (_, l) => textOf(l.name, language) },
                    { title: say("funds.days"), render: (_, l) => <>{say("funds.days-of", { from: l.from, until: l.until })}{!isPlain(l.endedBy) && <div className="overdue">{say(ended[l.endedBy] ?? "funds.ended-otherwise")}</div>}</> },
                    { title: say("funds.by"), responsive: ["md"], render: (_, l) => say(sources[l.source] ?? "funds.source-determination") },
                    { title: say("funds.application"), responsive: ["md"], render: (_, l) => <Link to={`/cases/${l.case}`}>{l.number}</Link> },
                  ]}
                />
              )}
              {s.suspensions.map((x) => (
                <p key={x.from} className="quiet below">{x.until ? say("funds.rested", { from: x.from, until: x.until }) : say("funds.rests", { from: x.from })}</p>
              ))}
            </Card>
          </div>
        </Page>
      )}
    </Shown>
  );
}
