import { Button, Form, Input } from "antd";
import { useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body } from "@/api/client";
import { useSay } from "@/app/texts";
import { Refused } from "@/ui/Refused";

/** An objection to one's own result while the notice is up: in words, answered in writing. */
export default function Objection({ id, notice }: { id: string; notice: string }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const [sent, setSent] = useState(false);
  const send = useAct(
    (text: string, key) => body(api.POST("/api/objections", { params: { header: acting(key) }, body: { publicity: notice, case: id, channel: "online", text, objector: "" } })),
    () => setSent(true),
  );
  if (sent) return <p role="status">{say("family.objection-sent")}</p>;
  if (!open) {
    return (
      <Button size="large" block onClick={() => setOpen(true)} className="below">
        {say("family.object")}
      </Button>
    );
  }
  return (
    <Form layout="vertical" autoComplete="off" onFinish={(v: { text: string }) => send.mutate(v.text)} className="below">
      <p>{say("family.object-what")}</p>
      <Form.Item name="text" label={say("family.object-text")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={2000} />
      </Form.Item>
      <Refused error={send.error} />
      <Button type="primary" size="large" block htmlType="submit" loading={send.isPending} className="below">
        {say(send.isPending ? "ui.sending" : "family.object-send")}
      </Button>
    </Form>
  );
}
