import { useQuery } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Choice } from "@/ui/form/Choice";
import { Refused } from "@/ui/Refused";

/** The family's situation has changed since the decision: told in words, and the school looks at it again. Only where the rules let families propose it. */
export default function Changed({ id }: { id: string }) {
  const say = useSay();
  const [language] = useLanguage();
  const [open, setOpen] = useState(false);
  const [sent, setSent] = useState(false);
  const triggers = useQuery({ queryKey: ["cases", id, "after"], queryFn: () => body(api.GET("/api/cases/{id}/after", { params: { path: { id } } })) }).data?.triggers ?? [];
  const send = useAct(
    (v: { trigger?: string; text: string }, key) => body(api.POST("/api/adjustments", { params: { header: acting(key) }, body: { case: id, trigger: v.trigger ?? triggers[0]!.id, text: v.text } })),
    () => setSent(true),
  );
  if (sent) return <p role="status">{say("family.changed-sent")}</p>;
  if (triggers.length === 0) return null;
  if (!open) {
    return (
      <Button size="large" block onClick={() => setOpen(true)} className="below">
        {say("family.changed")}
      </Button>
    );
  }
  return (
    <Form layout="vertical" autoComplete="off" onFinish={(v: { trigger?: string; text: string }) => send.mutate(v)} className="below">
      <p>{say("family.changed-what")}</p>
      {triggers.length > 1 && (
        <Form.Item name="trigger" label={say("family.changed-why")} rules={[{ required: true, message: say("ui.needed") }]}>
          <Choice options={triggers.map((t) => ({ value: t.id, label: textOf(t.name, language) }))} />
        </Form.Item>
      )}
      <Form.Item name="text" label={say("family.changed-text")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={2000} />
      </Form.Item>
      <Refused error={send.error} />
      <Button type="primary" size="large" block htmlType="submit" loading={send.isPending} className="below">
        {say(send.isPending ? "ui.sending" : "family.changed-send")}
      </Button>
    </Form>
  );
}
