import { useQuery } from "@tanstack/react-query";
import { Table } from "antd";
import { Link } from "react-router";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { Due } from "@/oversight/Due";
import { Filter, useFilter } from "@/oversight/Filter";
import { Cursors } from "@/ui/Cursors";
import { Nothing } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { fullDayOf } from "@/ui/time";

const statuses: Record<string, Key> = { open: "after.reconsideration-open", answered: "after.reconsideration-answered" };

type Row = Api["ReconsiderationRow"];

/** Reconsiderations of a round, of one student, or of every school that one answers for; the filter stands in the address. */
export function Reconsiderations({ round, person }: { round?: string; person?: string }) {
  const say = useSay();
  const [language] = useLanguage();
  const { status, overdue, query } = useFilter();
  const filtered = !person;
  const of = {
    ...(round ? { round } : {}),
    ...(person ? { person } : {}),
    ...(filtered && (overdue || status) ? { status: overdue ? "open" : status! } : {}),
    ...(filtered && query.cursor ? { cursor: query.cursor } : {}),
    size: query.size,
  };
  const rows = useQuery({ queryKey: ["reconsiderations", of], queryFn: () => body(api.GET("/api/reconsiderations", { params: { query: of } })), placeholderData: (before) => before });
  return (
    <div className="stack">
      {filtered && <Filter statuses={statuses} />}
      <Shown of={rows}>
        {(page) => {
          const shown = page.items.filter((r) => !filtered || !overdue || r.overdue);
          return (
            <>
              {shown.length === 0 ? (
                <Nothing text={say(filtered && (status || overdue) ? "ui.nothing-filtered" : person ? "after.no-reconsiderations-of" : "after.no-reconsiderations")} />
              ) : (
                <Table
                  rowKey="id"
                  size="middle"
                  pagination={false}
                  dataSource={shown}
                  columns={[
                    { title: say("after.reconsideration"), render: (_, r: Row) => <Link to={`/reconsiderations/${r.id}`}>{say("after.reconsideration-at", { school: textOf(r.schoolName, language), name: r.name })}</Link> },
                    { title: say("ui.status"), render: (_, r) => <Status of={`reconsideration-${r.result ?? r.status}`} /> },
                    { title: say("after.answer-by"), render: (_, r) => (r.answeredOn ? fullDayOf(r.answeredOn, language) : r.due ? <Due day={r.due} overdue={r.overdue} /> : say("ui.no-due")) },
                    { title: say("after.authority"), dataIndex: "authority", responsive: ["md"] },
                  ]}
                />
              )}
              <Cursors previous={page.previous} next={page.next} />
            </>
          );
        }}
      </Shown>
    </div>
  );
}
