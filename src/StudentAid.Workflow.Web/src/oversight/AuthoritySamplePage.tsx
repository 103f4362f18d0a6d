import { useQuery } from "@tanstack/react-query";
import { Card, Table } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { dayOf } from "@/ui/time";
import { Granted, Read } from "./Granted";

/** A sample with its purpose, and its cases by number; each is read for a purpose that is put on record first, and is gone with the page. */
export default function AuthoritySamplePage() {
  const { id = "" } = useParams();
  const sample = useQuery({ queryKey: ["authority-samples", id], queryFn: () => body(api.GET("/api/oversight/samples/{id}", { params: { path: { id } } })) });
  return <Shown of={sample} rows={8}>{(sheet) => <Sheet of={sheet} />}</Shown>;
}

function Sheet({ of }: { of: Api["AuthoritySampleSheet"] }) {
  const say = useSay();
  const [language] = useLanguage();
  const [shown, setShown] = useState<Api["GrantedCase"]>();
  const { row } = of;
  return (
    <Page
      title="oversight.samples"
      heading={say("oversight.sample-at", { year: row.schoolYear, day: dayOf(row.drawnOn, language) })}
      sentence={<span className="strip"><span>{of.purpose}</span><span>{say("oversight.seed-is", { seed: row.seed })}</span><span>{say("oversight.readable-until", { day: dayOf(row.until, language) })}</span></span>}
      crumbs={[{ to: "/oversight/samples", text: say("oversight.samples") }]}
    >
      <div className="stack">
        <Card>
          <Table
            rowKey="case"
            size="small"
            pagination={false}
            dataSource={of.cases}
            columns={[
              { title: say("oversight.case-number"), dataIndex: "number" },
              { title: say("oversight.school"), render: (_, c) => textOf(c.schoolName, language) },
              { key: "read", render: (_, c) => row.open && <Read grant={c.grant} name={say("oversight.read-case", { number: c.number })} show={setShown} /> },
            ]}
          />
        </Card>
        {shown && <Granted of={shown} />}
      </div>
    </Page>
  );
}
