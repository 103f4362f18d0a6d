import { useQuery } from "@tanstack/react-query";
import { Button, Card, Form, Radio, Table } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useUnits } from "@/api/reading";
import { useLanguage, useSay, type Key } from "@/app/texts";
import { Words } from "@/oversight/Words";
import { Act } from "@/ui/Act";
import { Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { fullDayOf } from "@/ui/time";

type Sample = Api["SampleView"];
type Row = Api["SampledCaseView"];

const methods: Record<string, Key> = {
  "home-visit": "cases.method-home-visit",
  talk: "cases.method-talk",
  telephone: "cases.method-telephone",
  letter: "cases.method-letter",
  data: "cases.method-data",
};

const Rows = 50;

/** A sample: by which seed it was drawn, and case by case what came of looking again. */
export default function SamplePage() {
  const { id = "" } = useParams();
  const sample = useQuery({ queryKey: ["samples", "one", id], queryFn: () => body(api.GET("/api/samples/{id}", { params: { path: { id } } })) });
  return <Shown of={sample} rows={8}>{(s) => <Drawn of={s} />}</Shown>;
}

function Drawn({ of }: { of: Sample }) {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const checks = of.acts.includes("check");
  // One at a time: what was found at several families is not laid side by side.
  const [read, setRead] = useState<string>();
  return (
    <Page
      title="after.samples"
      heading={say("after.sample-of", { day: fullDayOf(of.drawnOn, language) })}
      sentence={
        <span className="strip">
          <Status of={`sample-${of.status}`} />
          <span>{say("after.checked-of", { checked: of.rows.filter((r) => r.result).length, cases: of.cases.length })}</span>
        </span>
      }
      crumbs={[{ to: `/rounds/${of.round}`, text: say("after.round") }, { to: `/rounds/${of.round}/after/samples`, text: say("after.samples") }]}
    >
      <div className="stack">
        <Card title={say("after.how-drawn")}>
          <p>{say("after.drawn-by", { seed: of.seed, population: of.population, share: of.share, visit: of.visitShare })}</p>
          <p className="quiet">{say("after.drawn-again")}</p>
        </Card>
        <Card title={say("after.sampled")}>
          <Table
            rowKey="case"
            size="middle"
            pagination={of.rows.length > Rows ? { pageSize: Rows, showSizeChanger: false, showTotal: (count) => say("ui.total", { count }) } : false}
            dataSource={of.rows}
            columns={[
              { title: say("ui.name"), render: (_, r) => <Link to={`/cases/${r.case}`}>{r.name}</Link> },
              { title: say("ui.unit"), responsive: ["md"], render: (_, r) => unit(r.unit) },
              { title: say("after.result"), render: (_, r) => <Outcome of={r} sample={of.id} read={of.acts.includes("read") ? setRead : undefined} open={read === r.case} /> },
              { title: say("ui.act"), align: "right", render: (_, r) => checks && !r.result && <Check sample={of.id} row={r} /> },
            ]}
          />
        </Card>
      </div>
    </Page>
  );
}

function Finding({ sample, of }: { sample: string; of: string }) {
  const found = useQuery({ queryKey: ["samples", "one", sample, of], queryFn: () => body(api.GET("/api/samples/{id}", { params: { path: { id: sample }, query: { case: of } } })) });
  return <Shown of={found} rows={1}>{(s) => <p className="fact">{s.finding}</p>}</Shown>;
}

function Outcome({ of, sample, read, open }: { of: Row; sample: string; read?: (which: string) => void; open: boolean }) {
  const say = useSay();
  const [language] = useLanguage();
  if (!of.result) return <span className="quiet">{say("after.not-checked")}</span>;
  return (
    <>
      <span className="strip">
        <Status of={`check-${of.result}`} />
        <span className="quiet">{of.method && say(methods[of.method] ?? "after.channel-other")}</span>
        <span className="quiet">{of.day && fullDayOf(of.day, language)}</span>
      </span>
      {open ? (
        <Finding sample={sample} of={of.case} />
      ) : (
        read && (
          <Button size="small" aria-label={say("after.see-finding-of", { name: of.name })} onClick={() => read(of.case)}>
            {say("after.see-finding")}
          </Button>
        )
      )}
    </>
  );
}

function Check({ sample, row }: { sample: string; row: Row }) {
  const say = useSay();
  return (
    <Act<{ result: string; method: string; finding: string }>
      small
      label={say("after.check")}
      name={say("after.check-of", { name: row.name })}
      what={say("after.check-what")}
      initial={{ method: "home-visit" }}
      send={(v, how) => body(api.POST("/api/samples/{id}/check", { params: { path: { id: sample }, ...how }, body: { case: row.case, ...v } }))}
    >
      <Form.Item name="result" label={say("after.result")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Radio.Group
          options={[
            { value: "confirmed", label: say("after.check-confirmed") },
            { value: "deviates", label: say("after.check-deviates") },
          ]}
        />
      </Form.Item>
      <Form.Item name="method" label={say("cases.field-method")}>
        <Radio.Group options={Object.entries(methods).map(([value, key]) => ({ value, label: say(key) }))} />
      </Form.Item>
      <Words name="finding" label={say("cases.field-finding")} most={2000} />
    </Act>
  );
}
