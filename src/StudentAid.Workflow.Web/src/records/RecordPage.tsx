import { useQuery } from "@tanstack/react-query";
import { Card } from "antd";
import { useParams } from "react-router";
import { api, body } from "@/api/client";
import { useUnits } from "@/api/reading";
import { useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import Record from "./Record";

/** A student's decision record as who hands papers out keeps it, and its print. */
export default function RecordPage() {
  const { id = "" } = useParams();
  const say = useSay();
  const unit = useUnits();
  const view = useQuery({ queryKey: ["cases", id], queryFn: () => body(api.GET("/api/cases/{id}", { params: { path: { id } } })) });
  return (
    <Shown of={view} rows={10}>
      {(v) => (
        <Page
          title="records.record"
          heading={say("records.page", { name: v.name })}
          sentence={say("records.sentence")}
          crumbs={[{ to: "/cases", text: say("cases.title") }, { to: `/cases/${v.id}`, text: say("cases.page", { name: v.name, unit: unit(v.unit) }) }]}
          actions={<a className="ant-btn-like" href={`/api/prints/decision-record?case=${v.id}`} target="_blank" rel="noreferrer">{say("records.print")}</a>}
        >
          <Card>
            <Record id={v.id} whole />
          </Card>
        </Page>
      )}
    </Shown>
  );
}
