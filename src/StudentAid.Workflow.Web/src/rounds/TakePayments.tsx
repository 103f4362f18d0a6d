import { useMutation } from "@tanstack/react-query";
import { Alert, App, Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import { doing, trying, useAct } from "@/api/act";
import { sendBytes } from "@/api/bytes";
import type { Api } from "@/api/client";
import { useMe } from "@/app/session";
import { useLanguage, useSay } from "@/app/texts";
import { yuan } from "@/ui/money";
import { Refused } from "@/ui/Refused";
import { FactsOf } from "@/ui/Sheet";
import { TablePicker } from "@/ui/TablePicker";
import { dayAt } from "@/ui/time";
import { triedOf } from "@/ui/weigh";

type Answer = Api["PaymentsAnswer"];

interface Wanted {
  batch: string;
  paidOn: string;
}

const isWrong = (a: Answer): boolean => a.errors.some((e) => e.severity === "error");

/** A bank's result: looked through first, row by row, then taken whole or not at all. */
export function TakePayments({ round }: { round: string }) {
  const say = useSay();
  const now = useMe().data?.now;
  const { message } = App.useApp();
  const [form] = Form.useForm<Wanted>();
  const [open, setOpen] = useState(false);
  const [file, setFile] = useState<File>();
  const path = (v: Wanted) => `/api/rounds/${round}/payments?${new URLSearchParams({ batch: v.batch.trim(), paidOn: v.paidOn }).toString()}`;
  const look = useMutation({ mutationFn: (v: Wanted) => sendBytes<Answer>(path(v), file!, trying()) });
  const take = useAct(
    (v: Wanted, key) => sendBytes<Answer>(path(v), file!, doing(key)),
    (answer) => {
      shut();
      void message.success(say("rounds.payments-taken", { rows: answer.rows }));
    },
  );
  // What was looked through is what is taken: another file or another day is looked through anew.
  const anew = () => (look.reset(), take.reset());
  const shut = () => (setOpen(false), setFile(undefined), anew());
  const ready = look.data !== undefined && !isWrong(look.data);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>{say("rounds.payments-take")}</Button>
      <Modal open={open} title={say("rounds.payments-take")} footer={null} onCancel={shut} destroyOnHidden>
        <p className="quiet">{say("rounds.payments-take-what")}</p>
        <Form<Wanted> form={form} layout="vertical" requiredMark="optional" preserve={false} initialValues={{ paidOn: dayAt(now ?? new Date().toISOString()) }} onValuesChange={anew} onFinish={(v) => (ready ? take.mutate(v) : look.mutate(v))}>
          <Form.Item
            name="batch"
            label={say("rounds.payments-batch")}
            extra={say("rounds.payments-batch-what")}
            rules={[{ required: true, whitespace: true, message: say("ui.needed") }, { pattern: /^[^/]*$/, message: say("rounds.payments-batch-slash") }]}
          >
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="paidOn" label={say("rounds.payments-on-file")} rules={[{ required: true, message: say("ui.needed") }]}>
            <Input type="date" />
          </Form.Item>
          <TablePicker file={file} chosen={(f) => (setFile(f), anew())} />
          {look.data && <Looked at={look.data} />}
          {ready && <FactsOf tried={triedOf(look.data)} />}
          <Refused error={look.error ?? take.error} />
          <Button type="primary" htmlType="submit" disabled={!file} loading={look.isPending || take.isPending} className="below">
            {say(ready ? "rounds.payments-take" : "rounds.payments-look")}
          </Button>
        </Form>
      </Modal>
    </>
  );
}

/** What the dry run found: the wrong rows, or what will stand on record. */
function Looked({ at }: { at: Answer }) {
  const say = useSay();
  const [language] = useLanguage();
  const title = isWrong(at)
    ? say("rounds.payments-wrong", { count: at.errors.filter((e) => e.severity === "error").length })
    : say("rounds.payments-right", { rows: at.rows, failed: at.failed, paid: yuan(at.paid, language) });
  return (
    <Alert
      type={isWrong(at) ? "error" : "success"}
      role="status"
      title={title}
      description={
        at.errors.length > 0 && (
          <ul className="findings">
            {at.errors.map((e) => (
              <li key={`${e.row}-${e.column}-${e.code}`}>{say("rounds.payments-row", { row: e.row, sentence: e.sentence })}</li>
            ))}
          </ul>
        )
      }
    />
  );
}
