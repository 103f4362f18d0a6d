import { Form, Input, Radio } from "antd";
import type { How } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useSay } from "@/app/texts";
import { Words } from "@/oversight/Words";
import { Act } from "@/ui/Act";
import { Paper } from "@/ui/Paper";

type Student = Api["ValidLevelView"];

/** A student rests, comes back, goes to another school, or gives his level up: what fits his standing, as the server says. */
export function StandingActs({ of }: { of: Student }) {
  const say = useSay();
  const send = (act: string) => (v: Partial<Api["StandingInput"]>, how: How) =>
    body(api.POST("/api/students/{person}/standing", { params: { path: { person: of.person }, ...how }, body: { ...v, act } }));
  return (
    <>
      {of.acts.includes("resume") && (
        <Act tone="primary" label={say("after.resume")} what={say("after.resume-what")} send={send("resume")} />
      )}
      {of.acts.includes("suspend") && (
        <Act<{ reason: string }> weighed label={say("after.suspend")} what={say("after.suspend-what")} initial={{ reason: "leave-of-absence" }} send={send("suspend")}>
          <Form.Item name="reason" label={say("ui.reason")}>
            <Radio.Group
              className="choices"
              options={[
                { value: "leave-of-absence", label: say("after.suspend-leave") },
                { value: "military-service", label: say("after.suspend-military") },
                { value: "other", label: say("after.suspend-other") },
              ]}
            />
          </Form.Item>
        </Act>
      )}
      {of.acts.includes("hand-over") && (
        <Act<{ text: string; paper: string }> weighed label={say("after.hand-over")} what={say("after.hand-over-what")} send={send("hand-over")}>
          <Form.Item name="text" label={say("after.hand-over-to")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
            <Input maxLength={120} />
          </Form.Item>
          <Paper name="paper" label={say("after.hand-over-paper")} whose={{ person: of.person }} category="hand-over" />
        </Act>
      )}
      {of.acts.includes("exit") && (
        <Act<{ text: string; paper: string }> weighed tone="danger" label={say("after.exit")} what={say("after.exit-what")} send={send("exit")}>
          <Words label={say("after.exit-text")} most={2000} />
          <Paper name="paper" label={say("after.exit-paper")} whose={{ person: of.person }} category="exit" />
        </Act>
      )}
    </>
  );
}
