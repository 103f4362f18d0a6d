import { Button, Form, Input } from "antd";
import { useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Refused } from "@/ui/Refused";

/** An act at the application itself, with what follows from it before it is done; whoever takes an application back says why. */
export default function CaseAct({ id, action }: { id: string; action: Api["TaskAction"] }) {
  const say = useSay();
  const [language] = useLanguage();
  const [open, setOpen] = useState(false);
  const takesBack = action.verb === "withdraw";
  const label = textOf(action.label, language);
  const send = useAct(
    ({ reason }: { reason?: string }, key) =>
      takesBack
        ? body(api.POST("/api/cases/{id}/withdraw", { params: { path: { id }, header: acting(key) }, body: { reason: reason ?? "" } }))
        : body(api.POST("/api/cases/{id}/restart", { params: { path: { id }, header: acting(key) } })),
    () => setOpen(false),
  );
  if (!open) {
    return (
      <Button size="large" block danger={takesBack} onClick={() => setOpen(true)} className="below">
        {label}
      </Button>
    );
  }
  return (
    <Form layout="vertical" autoComplete="off" onFinish={(v: { reason?: string }) => send.mutate(v)} className="below">
      <p>{textOf(action.consequence, language)}</p>
      {takesBack && (
        <Form.Item name="reason" label={say("family.withdraw-why")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
        </Form.Item>
      )}
      <Refused error={send.error} />
      <div className="form-foot">
        <Button size="large" onClick={() => (send.reset(), setOpen(false))}>{say("family.back")}</Button>
        <Button type="primary" danger={takesBack} size="large" htmlType="submit" loading={send.isPending}>
          {send.isPending ? say("ui.sending") : label}
        </Button>
      </div>
    </Form>
  );
}
