import { useQuery } from "@tanstack/react-query";
import { Card, Table } from "antd";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { Words } from "@/oversight/Words";
import { Act } from "@/ui/Act";
import { dayOf } from "@/ui/time";

const kinds: Record<string, Key> = { person: "cases.reader-person", authority: "cases.reader-authority", post: "cases.reader-post" };

export const grounds: Record<string, Key> = {
  objection: "cases.ground-objection",
  finding: "cases.ground-finding",
  reconsideration: "cases.ground-reconsideration",
  sample: "cases.ground-sample",
};

/** What parts of a case are called. */
export const parts: Record<string, Key> = { result: "cases.part-result", record: "cases.part-record", facts: "cases.part-facts", files: "cases.part-files" };

/** Who was let read the case, until when and on what ground; nothing where nobody was, or for whom it is not. */
export function Readers({ id }: { id: string }) {
  const say = useSay();
  const [language] = useLanguage();
  const grants = useQuery({ queryKey: ["cases", id, "read-grants"], queryFn: () => body(api.GET("/api/cases/{id}/read-grants", { params: { path: { id } } })), retry: false });
  if (!grants.data || grants.data.items.length === 0) return null;
  return (
    <Card title={say("cases.readers")}>
      <Table<Api["ReadGrantRow"]>
        rowKey="id"
        size="small"
        pagination={false}
        dataSource={grants.data.items}
        columns={[
          { title: say("cases.reader"), render: (_, g) => textOf(g.reader, language) || say(kinds[g.to] ?? "cases.reader-person") },
          { title: say("cases.ground"), render: (_, g) => <>{say(grounds[g.ground] ?? "cases.ground-finding")}<div className="quiet">{g.reason}</div></> },
          { title: say("cases.parts"), responsive: ["md"], render: (_, g) => g.parts.map((p) => say(parts[p] ?? "cases.part-result")).join(" · ") },
          { title: say("cases.read-until"), render: (_, g) => <>{dayOf(g.until, language)}{!g.open && <span className="quiet"> {say("cases.reading-over")}</span>}</> },
          { key: "end", render: (_, g) => g.acts?.includes("end") && <End of={g} /> },
        ]}
      />
    </Card>
  );
}

function End({ of }: { of: Api["ReadGrantRow"] }) {
  const say = useSay();
  return (
    <Act<{ reason: string }>
      small
      label={say("cases.reading-end")}
      what={say("cases.reading-end-what")}
      send={(v, how) => body(api.POST("/api/read-grants/{id}/end", { params: { path: { id: of.id }, ...how }, body: v }))}
    >
      <Words name="reason" label={say("ui.reason")} most={500} rows={2} />
    </Act>
  );
}
