import { useQuery } from "@tanstack/react-query";
import { Table } from "antd";
import { Link } from "react-router";
import { api, body } from "@/api/client";
import { useCarries } from "@/app/duties";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { Cursors } from "@/ui/Cursors";
import { Nothing } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { dayOf } from "@/ui/time";
import { Due } from "./Due";
import { Filter, useFilter } from "./Filter";
import Issue from "./Issue";
import { Readings } from "./Readings";

const statuses: Record<string, Key> = { open: "ui.status-finding-open", answered: "ui.status-finding-answered", closed: "ui.status-finding-closed" };

/** What authorities found: at the schools below, or at one's own. Filter and page stand in the address. */
export function Findings() {
  const say = useSay();
  const [language] = useLanguage();
  const oversees = useCarries("oversee");
  const { status, overdue, query } = useFilter();
  const findings = useQuery({ queryKey: ["findings", query], queryFn: () => body(api.GET("/api/findings", { params: { query } })), placeholderData: (before) => before });
  return (
    <div className="stack">
      <div className="strip">
        <Filter statuses={statuses} />
        {oversees && <Issue />}
      </div>
      <Shown of={findings}>
        {(page) => (
          <>
            {page.items.length === 0 ? (
              <Nothing text={say(status || overdue ? "ui.nothing-filtered" : oversees ? "oversight.no-findings-yet" : "oversight.no-findings")} />
            ) : (
              <Table
                rowKey="id"
                size="middle"
                pagination={false}
                dataSource={page.items}
                columns={[
                  { title: say("oversight.finding"), render: (_, f) => <Link to={`/oversight/findings/${f.id}`}>{say("oversight.finding-at", { school: textOf(f.schoolName, language), day: dayOf(f.issuedOn, language) })}</Link> },
                  { title: say("ui.status"), render: (_, f) => <Status of={`finding-${f.status}`} /> },
                  { title: say("oversight.correct-by"), render: (_, f) => <Due day={f.due} overdue={f.overdue} /> },
                  { title: say("oversight.article"), responsive: ["md"], render: (_, f) => <div className="wrapped">{f.article}</div> },
                  { title: say("oversight.authority"), responsive: ["md"], render: (_, f) => textOf(f.authorityName, language) },
                ]}
              />
            )}
            <Cursors previous={page.previous} next={page.next} />
          </>
        )}
      </Shown>
      <Readings />
    </div>
  );
}
