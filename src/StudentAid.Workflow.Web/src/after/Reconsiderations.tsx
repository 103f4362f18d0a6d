import { useQuery } from "@tanstack/react-query";
import { Button, Space, Table } from "antd";
import { Link, useSearchParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { Due } from "@/oversight/Due";
import { Filter, useFilter } from "@/oversight/Filter";
import { Nothing } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { fullDayOf } from "@/ui/time";

const statuses: Record<string, Key> = { open: "after.reconsideration-open", answered: "after.reconsideration-answered" };

const Rows = 20;

type Row = Api["ReconsiderationRow"];

/** Reconsiderations of a round, of one student, or of every school that one answers for; the filter stands in the address. */
export function Reconsiderations({ round, person }: { round?: string; person?: string }) {
  const say = useSay();
  const [language] = useLanguage();
  const { status, overdue, cursor } = useFilter();
  const [, setSearch] = useSearchParams();
  const filtered = !person;
  const of = {
    ...(round ? { round } : {}),
    ...(person ? { person } : {}),
    ...(filtered && (overdue || status) ? { status: overdue ? "open" : status! } : {}),
    ...(filtered && cursor ? { cursor } : {}),
    size: Rows,
  };
  const rows = useQuery({ queryKey: ["reconsiderations", of], queryFn: () => body(api.GET("/api/reconsiderations", { params: { query: of } })), placeholderData: (before) => before });
  const turn = (to: string | null | undefined) => setSearch({ ...(status ? { status } : {}), ...(overdue ? { overdue: "true" } : {}), ...(to ? { cursor: to } : {}) });
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
              {(page.previous ?? page.next) && (
                <Space className="pager">
                  <Button disabled={!page.previous} onClick={() => turn(page.previous)}>{say("ui.previous")}</Button>
                  <Button disabled={!page.next} onClick={() => turn(page.next)}>{say("ui.next")}</Button>
                </Space>
              )}
            </>
          );
        }}
      </Shown>
    </div>
  );
}
