import { Button, Card, Form, Input, Modal } from "antd";
import { useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Refused } from "@/ui/Refused";
import { Consequence } from "./ActSheet";
import { fieldLabel } from "./fields";

/** One's own last act on the case, which nobody has touched since, taken back with a reason. */
export function TakeBack({ id, action }: { id: string; action: Api["TaskAction"] }) {
  const say = useSay();
  const [language] = useLanguage();
  const [open, setOpen] = useState(false);
  const label = textOf(action.label, language);
  const send = useAct(
    (v: { reason: string }, key) => body(api.POST("/api/cases/{id}/take-back", { params: { path: { id }, header: acting(key) }, body: { reason: v.reason } })),
    () => setOpen(false),
  );
  return (
    <Card>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      <Modal open={open} title={label} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Consequence action={action} />
        <Form layout="vertical" onFinish={(v) => send.mutate(v as { reason: string })}>
          <Form.Item name="reason" label={fieldLabel(say, "reason")} rules={[{ required: true, message: say("ui.needed") }]}>
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
          </Form.Item>
          <Refused error={send.error} />
          <Button type="primary" htmlType="submit" loading={send.isPending} className="below">
            {send.isPending ? say("ui.sending") : label}
          </Button>
        </Form>
      </Modal>
    </Card>
  );
}
