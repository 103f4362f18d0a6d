import { Form, Input } from "antd";
import { useRef } from "react";
import { api, body, type Api } from "@/api/client";
import { useSay } from "@/app/texts";
import { Act } from "@/ui/Act";
import { happens, leaves } from "./leaves";
import { useMaySetUp } from "./maySetUp";

/** Takes a published version out of use for rounds that are opened later; where a second person has to approve it, that is proposed. */
export function Retract({ kind, version }: { kind: "definitions" | "packs"; version: Api["DocumentVersion"] }) {
  const say = useSay();
  const mine = useMaySetUp();
  // The trial says what would be written: where a second person approves it, that it is proposed and no more.
  const proposes = useRef(false);
  const { layer: unit, key } = version;
  if (version.state !== "published" || leaves(version) || !mine(unit)) return null;
  return (
    <Act<{ reason: string }>
      tone="danger"
      weighed
      label={say("rules.retract")}
      what={say("rules.retract-what")}
      told={() => (proposes.current ? say("rules.proposed-now") : undefined)}
      send={async (v, how) => {
        const answer = await body(api.POST(kind === "definitions" ? "/api/definitions/retract" : "/api/packs/retract", { params: how, body: { unit, key, reason: v.reason.trim() } }));
        if (how.query.dryRun) proposes.current = happens("RetractionProposed", answer);
        return answer;
      }}
    >
      <Form.Item name="reason" label={say("ui.reason")} rules={[{ required: true, whitespace: true, message: say("ui.reason-needed") }]}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={400} />
      </Form.Item>
    </Act>
  );
}
