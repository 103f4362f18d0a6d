import { useQuery } from "@tanstack/react-query";
import { Table } from "antd";
import { useState } from "react";
import { api, body, type Api } from "@/api/client";
import { useSay, useLanguage } from "@/app/texts";
import { grounds } from "@/cases/Readers";
import { dayOf } from "@/ui/time";
import { Granted, Read } from "./Granted";

/** The cases that one was let read, while one may; nothing where there are none. Those of a sample stand with the sample. */
export function Readings() {
  const say = useSay();
  const [language] = useLanguage();
  const [read, setRead] = useState<Api["GrantedCase"]>();
  const grants = useQuery({ queryKey: ["read-grants"], queryFn: () => body(api.GET("/api/read-grants")) });
  const rows = grants.data?.items.filter((g) => g.ground !== "sample") ?? [];
  if (rows.length === 0) return null;
  return (
    <section aria-label={say("oversight.readings")} className="stack">
      <h2>{say("oversight.readings")}</h2>
      <Table<Api["ReadGrantRow"]>
        rowKey="id"
        size="middle"
        pagination={false}
        dataSource={rows}
        columns={[
          { title: say("cases.ground"), render: (_, g) => <>{say(grounds[g.ground] ?? "cases.ground-finding")}<div className="quiet">{g.reason}</div></> },
          { title: say("oversight.given"), responsive: ["md"], render: (_, g) => `${dayOf(g.givenOn, language)} ${g.givenBy}` },
          { title: say("cases.read-until"), render: (_, g) => dayOf(g.until, language) },
          { key: "read", render: (_, g) => <Read grant={g.id} name={say("oversight.read-given", { by: g.givenBy, day: dayOf(g.givenOn, language) })} show={setRead} /> },
        ]}
      />
      {read && <Granted of={read} />}
    </section>
  );
}
