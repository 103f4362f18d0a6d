import { App, Button, Modal } from "antd";
import { useState } from "react";
import { doing, useAct } from "@/api/act";
import { sendBytes } from "@/api/bytes";
import type { Api } from "@/api/client";
import { useSay } from "@/app/texts";
import { Refused } from "@/ui/Refused";
import { TablePicker } from "@/ui/TablePicker";

interface TakeErrorsProps {
  round: string;
  profile: string;
  batch: string;
}

/** The file of refused rows that the other system gave back for a batch. */
export function TakeErrors({ round, profile, batch }: TakeErrorsProps) {
  const say = useSay();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [file, setFile] = useState<File>();
  const take = useAct(
    (f: File, key) => sendBytes<Api["EntryErrorsAnswer"]>(`/api/rounds/${round}/exports/${profile}/errors?${new URLSearchParams({ batch }).toString()}`, f, doing(key)),
    (answer) => {
      shut();
      void message.success(say("filing.errors-taken", { rows: answer.rows, unknown: answer.unknown }));
    },
  );
  const shut = () => (setOpen(false), setFile(undefined), take.reset());
  return (
    <>
      <Button size="small" aria-label={say("filing.errors-take-of", { batch })} onClick={() => setOpen(true)}>{say("filing.errors-take")}</Button>
      <Modal open={open} title={say("filing.errors-take-of", { batch })} footer={null} onCancel={shut} destroyOnHidden>
        <p className="quiet">{say("filing.errors-take-what")}</p>
        <TablePicker file={file} chosen={(f) => (setFile(f), take.reset())} />
        <Refused error={take.error} />
        <Button type="primary" className="below" disabled={!file} loading={take.isPending} onClick={() => file && take.mutate(file)}>{say("filing.errors-take")}</Button>
      </Modal>
    </>
  );
}
