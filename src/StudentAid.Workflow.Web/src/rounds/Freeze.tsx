import { Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { acting, useAct } from "@/api/act";
import { api, body } from "@/api/client";
import { useSay } from "@/app/texts";
import { Refused } from "@/ui/Refused";

interface FreezeProps {
  round: string;
  activity: string;
  unit: string;
  list: string;
  unitName: string;
  count: number;
}

/** Takes who waits into a list. What it does is said before the click; who is missing becomes the reason. */
export function Freeze({ round, activity, unit, list, unitName, count }: FreezeProps) {
  const say = useSay();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const freeze = useAct(
    (reason: string, key) => body(api.POST("/api/rosters", { params: { header: acting(key) }, body: { round, activity, unit, reason } })),
    (answer) => void navigate(`/rosters/${answer.id}`),
  );
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say("rounds.freeze")}</Button>
      <Modal open={open} title={say("rounds.freeze-title", { unit: unitName, list })} onCancel={() => setOpen(false)} footer={null} destroyOnHidden>
        <p>{say("rounds.freeze-what", { count })}</p>
        <Form layout="vertical" onFinish={(v: { reason?: string }) => freeze.mutate(v.reason ?? "")}>
          <Form.Item name="reason" label={say("rounds.freeze-reason")} extra={say("rounds.freeze-reason-why")}>
            <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
          </Form.Item>
          <Refused error={freeze.error} />
          <Button type="primary" htmlType="submit" loading={freeze.isPending} className="below">
            {say(freeze.isPending ? "ui.sending" : "rounds.freeze-do")}
          </Button>
        </Form>
      </Modal>
    </>
  );
}
