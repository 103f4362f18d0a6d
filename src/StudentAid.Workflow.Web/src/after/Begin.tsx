import { useQuery } from "@tanstack/react-query";
import { Form, Input, Select } from "antd";
import { Link } from "react-router";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Evidence, type Sent } from "@/oversight/Evidence";
import { Words } from "@/oversight/Words";
import { Act } from "@/ui/Act";
import { Channel } from "./channels";

type After = Api["CaseAfterView"];

/** What may be begun about a decided case now: the server says what, and nothing else is shown. */
export function Begin({ id, person }: { id: string; person: string }) {
  const say = useSay();
  const after = useQuery({ queryKey: ["cases", id, "after"], queryFn: () => body(api.GET("/api/cases/{id}/after", { params: { path: { id } } })) }).data;
  if (!after) return null;
  return (
    <div className="acts">
      {after.triggers.length > 0 && <Propose of={after} />}
      {after.authority && <Ask of={after} authority={after.authority} />}
      {after.mayRevoke && <Revoke of={after} person={person} />}
      {after.revocation && <Link to={`/revocations/${after.revocation}`}>{say("after.revocation")}</Link>}
    </div>
  );
}

function Propose({ of }: { of: After }) {
  const say = useSay();
  const [language] = useLanguage();
  return (
    <Act<{ trigger: string; text: string }>
      label={say("after.propose")}
      what={say("after.propose-what")}
      send={(v, how) => body(api.POST("/api/adjustments", { params: how, body: { case: of.case, ...v } }))}
    >
      <Form.Item name="trigger" label={say("after.trigger")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Select options={of.triggers.map((t) => ({ value: t.id, label: textOf(t.name, language) }))} />
      </Form.Item>
      <Words label={say("after.propose-text")} most={2000} />
    </Act>
  );
}

function Ask({ of, authority }: { of: After; authority: string }) {
  const say = useSay();
  return (
    <Act<{ channel: string; text: string }>
      label={say("after.ask")}
      what={say("after.ask-what", { authority })}
      initial={{ channel: "letter" }}
      send={(v, how) => body(api.POST("/api/reconsiderations", { params: how, body: { case: of.case, ...v } }))}
    >
      <Channel label={say("after.asked-how")} />
      <Words label={say("after.asked-text")} most={4000} />
    </Act>
  );
}

function Revoke({ of, person }: { of: After; person: string }) {
  const say = useSay();
  return (
    <Act<{ finding: string; statementDue: string; evidence: Sent[] }>
      tone="danger"
      weighed
      label={say("after.revoke")}
      what={say("after.revoke-what")}
      send={({ evidence, ...v }, how) => body(api.POST("/api/revocations", { params: how, body: { case: of.case, ...v, evidence: evidence.map((e) => e.hash) } }))}
    >
      <Words name="finding" label={say("after.finding")} most={4000} />
      <Form.Item name="evidence" label={say("after.evidence")} rules={[{ required: true, message: say("oversight.evidence-needed") }]}>
        <Evidence whose={{ person }} category="revocation-evidence" />
      </Form.Item>
      <Form.Item name="statementDue" label={say("after.statement-due")} extra={say("after.statement-due-what")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Input type="date" />
      </Form.Item>
    </Act>
  );
}
