import { useQuery } from "@tanstack/react-query";
import { Table } from "antd";
import { Link } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useLanguage, useSay } from "@/app/texts";
import { yuan } from "@/ui/money";
import { Nothing } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { fullDayOf } from "@/ui/time";

type Row = Api["RevocationRow"];

/** The register of revocations of a round or of one student, with what is still owed. */
export function Revocations({ round, person }: { round?: string; person?: string }) {
  const say = useSay();
  const [language] = useLanguage();
  const of = { ...(round ? { round } : {}), ...(person ? { person } : {}) };
  const rows = useQuery({ queryKey: ["revocations", of], queryFn: () => body(api.GET("/api/revocations", { params: { query: of } })) });
  const name = (r: Row) => <Link to={`/revocations/${r.id}`}>{person ? say("after.revocation-of-day", { day: fullDayOf(r.openedOn, language) }) : r.name}</Link>;
  return (
    <Shown of={rows}>
      {(page) =>
        page.items.length === 0 ? (
          <Nothing text={say(person ? "after.no-revocations-of" : "after.no-revocations")} />
        ) : (
          <Table
            rowKey="id"
            size="middle"
            pagination={false}
            dataSource={page.items}
            columns={[
              { title: say(person ? "after.revocation" : "ui.name"), render: (_, r) => name(r) },
              { title: say("ui.status"), render: (_, r) => <><Status of={`revocation-${r.status}`} />{r.overdue && <span className="overdue">{say("after.recovery-overdue")}</span>}</> },
              { title: say("after.decided-on"), responsive: ["md"], render: (_, r) => (r.decidedOn ? fullDayOf(r.decidedOn, language) : say("after.statement-until", { day: fullDayOf(r.statementDue, language) })) },
              { title: say("after.total"), align: "right", responsive: ["md"], render: (_, r) => yuan(r.total, language) },
              { title: say("after.paid"), align: "right", responsive: ["md"], render: (_, r) => yuan(r.paid, language) },
              { title: say("after.owed"), align: "right", render: (_, r) => yuan(r.owed, language) },
            ]}
          />
        )
      }
    </Shown>
  );
}
