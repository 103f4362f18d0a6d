import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Drawer, Input, Steps, Table } from "antd";
import { useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useRounds, useUnits } from "@/api/reading";
import { useSay } from "@/app/texts";
import { Refused, Shown } from "@/ui/Refused";
import { FactsOf } from "@/ui/Sheet";
import { triedOf } from "@/ui/weigh";
import { Findings } from "../Findings";
import { LayerFindings } from "../LayerFindings";
import { happens } from "../leaves";
import { Cases } from "./Cases";

interface PublishProps {
  kind: "definitions" | "packs";
  unit: string;
  text: string;
  findings: Api["FindingView"][];
  worded: (sentence: string) => string;
  /** It is done: told before the page is left. */
  published: () => void;
  close: (published: boolean) => void;
}

/** The one way to a new version: what the check finds, how the cases go with it, who goes by it and what stays as it is, why, and then it is published. */
export function Publish({ kind, unit, text, findings, worded, published: told, close }: PublishProps) {
  const say = useSay();
  const [step, setStep] = useState(0);
  const [reason, setReason] = useState("");
  const [published, setPublished] = useState(false);
  const [waits, setWaits] = useState(false);
  const errors = findings.filter((f) => f.severity === "error");
  const send = (dryRun: boolean, key: string) => body(api.POST(kind === "definitions" ? "/api/definitions" : "/api/packs", { params: { query: { dryRun }, header: acting(key) }, body: { unit, texts: [text], reason } }));
  const trial = useAct((_: void, key: string) => send(true, key), (answer) => {
    setWaits(happens("DocumentProposed", answer));
    setStep(1);
  });
  const publish = useAct((_: void, key: string) => send(false, key), () => {
    setPublished(true);
    told();
  });
  return (
    <Drawer open size={560} title={say("rules.publish")} onClose={() => close(published)}>
      <div className="stack">
        <Steps size="small" current={published ? 4 : step} items={[{ title: say("rules.check") }, { title: say("rules.cases") }, { title: say("rules.affected") }, { title: say("ui.reason") }]} />
        {published ? (
          <>
            <Alert type="success" showIcon title={say(waits ? "rules.proposed-now" : "rules.published-now")} description={say(waits ? "rules.proposed-what" : "rules.rounds-stay")} />
            <Button onClick={() => close(true)}>{say("ui.close")}</Button>
          </>
        ) : step === 0 ? (
          <>
            <Findings findings={findings} worded={worded} />
            <Refused error={trial.error} />
            <Button type="primary" disabled={errors.length > 0} loading={trial.isPending} onClick={() => trial.mutate()}>{say("rules.go-on")}</Button>
          </>
        ) : step === 1 ? (
          <Cases unit={unit} text={text} next={() => setStep(2)} />
        ) : step === 2 ? (
          <Affected unit={unit} text={text} next={() => setStep(3)} />
        ) : (
          <>
            <label htmlFor="publish-reason">{say("rules.reason-why")}</label>
            <Input.TextArea id="publish-reason" rows={3} maxLength={400} value={reason} onChange={(e) => setReason(e.target.value)} />
            {waits && <Alert type="info" showIcon title={say("rules.state-proposed")} description={say("rules.proposed-what")} />}
            {trial.data && <FactsOf tried={triedOf(trial.data)} />}
            <Refused error={publish.error} />
            <Button type="primary" disabled={!reason.trim()} loading={publish.isPending} onClick={() => publish.mutate()}>{say("rules.publish-now")}</Button>
          </>
        )}
      </div>
    </Drawer>
  );
}

/** The units that go by the text, and the rounds that keep what they have. */
function Affected({ unit, text, next }: { unit: string; text: string; next: () => void }) {
  const say = useSay();
  const name = useUnits();
  const rounds = useRounds();
  const report = useQuery({ queryKey: ["layers", "check", unit, text], queryFn: () => body(api.POST("/api/layers/check", { body: { unit, texts: [text], retract: "" } })), staleTime: Infinity });
  const reached = (r: Api["RoundRow"]) => report.data?.items.some((row) => row.procedure === r.procedure && r.school.startsWith(row.unit));
  const open = (rounds.data?.items ?? []).filter((r) => r.status === "open" && reached(r)).length;
  return (
    <>
      <Shown of={report}>
        {(rows) => (
          <Table
            size="small"
            rowKey={(r) => r.unit + r.procedure}
            pagination={rows.items.length > 20 ? { pageSize: 20 } : false}
            dataSource={rows.items as Api["LayerRowView"][]}
            columns={[
              { title: say("ui.unit"), render: (_, r) => name(r.unit) || (r.unit === "/" ? say("rules.national") : say("rules.unnamed-unit")) },
              { title: say("rules.units-below"), dataIndex: "units", align: "right" },
              { title: say("rules.fits"), render: (_, r) => <>{r.fits && say("rules.yes")}<LayerFindings findings={[...r.findings, ...r.warnings]} /></> },
            ]}
          />
        )}
      </Shown>
      {report.data && rounds.data && <Alert type="info" showIcon title={say(rounds.data.next ? "rules.open-rounds-least" : "rules.open-rounds", { count: open })} description={say("rules.rounds-stay")} />}
      <Button type="primary" disabled={!report.data} onClick={next}>{say("rules.go-on")}</Button>
    </>
  );
}
