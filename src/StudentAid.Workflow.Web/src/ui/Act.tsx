import { App, Button, Form, Modal } from "antd";
import { useState, type ReactNode } from "react";
import { useAct } from "@/api/act";
import { useSay } from "@/app/texts";
import { Refused } from "./Refused";

interface ActProps<T> {
  label: string;
  /** What the button is called where several of them stand below each other. */
  name?: string;
  title?: string;
  /** What follows from it. */
  what?: ReactNode;
  tone?: "primary" | "danger" | "default";
  small?: boolean;
  initial?: Partial<T>;
  send: (input: T, key: string) => Promise<unknown>;
  /** The fields that it asks for. */
  children: ReactNode;
}

/** A button and the sheet behind it: what follows, what it asks, and the server's refusal beside what was typed. Sent again after a lost network it acts once. */
export function Act<T extends object>({ label, name, title, what, tone = "default", small = false, initial, send, children }: ActProps<T>) {
  const say = useSay();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const act = useAct(send, () => {
    setOpen(false);
    void message.success(say("ui.done", { label }));
  });
  return (
    <>
      <Button type={tone === "primary" ? "primary" : "default"} danger={tone === "danger"} size={small ? "small" : "middle"} aria-label={name ?? label} onClick={() => (act.reset(), setOpen(true))}>
        {label}
      </Button>
      <Modal open={open} title={title ?? name ?? label} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        {what && <div className="quiet stack-below">{what}</div>}
        <Form layout="vertical" initialValues={initial} requiredMark="optional" onFinish={(v) => act.mutate(v as T)}>
          {children}
          <Refused error={act.error} />
          <Button type="primary" htmlType="submit" danger={tone === "danger"} loading={act.isPending} className="below">
            {act.isPending ? say("ui.sending") : label}
          </Button>
        </Form>
      </Modal>
    </>
  );
}
