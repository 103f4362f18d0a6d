import { Alert, Button, Modal, Space } from "antd";
import { useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useLanguage, useSay } from "@/app/texts";
import { Refused } from "@/ui/Refused";
import { dayOf } from "@/ui/time";

/** A code on a slip for each of the staff who has never come in; the list is shown once. */
export function StaffCodes({ unit }: { unit: string }) {
  const say = useSay();
  const [language] = useLanguage();
  const [open, setOpen] = useState(false);
  const [given, setGiven] = useState<Api["CodesAnswer"]>();
  const hand = useAct((_: undefined, key) => body(api.POST("/api/accounts/codes", { params: { header: acting(key) }, body: { unit, who: "staff", guardians: 1 } })), setGiven);
  return (
    <>
      <Button onClick={() => (setGiven(undefined), hand.reset(), setOpen(true))}>{say("organisation.codes")}</Button>
      <Modal open={open} title={say("organisation.codes")} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <div className="stack">
          <p className="quiet">{say("organisation.codes-what")}</p>
          <Refused error={hand.error} />
          {!given && <div><Button type="primary" loading={hand.isPending} onClick={() => hand.mutate(undefined)}>{say(hand.isPending ? "ui.sending" : "organisation.codes-hand")}</Button></div>}
          {given?.left && <Alert type="warning" showIcon role="alert" title={say("app.slips-left", { count: given.left.count, why: given.left.sentence })} />}
          {given && Number(given.count) === 0 && <Alert type="info" showIcon role="status" title={say("organisation.codes-nobody")} />}
          {given && Number(given.count) > 0 && (
            <>
              <Alert type="warning" showIcon role="status" title={say("app.slips-once", { count: given.count, day: dayOf(given.until, language) })} />
              <Space wrap>
                <a className="ant-btn-like" href={given.slips} target="_blank" rel="noreferrer" onClick={() => setOpen(false)}>{say("app.slips-print")}</a>
                <a className="ant-btn-like" href={given.table} onClick={() => setOpen(false)}>{say("app.slips-table")}</a>
              </Space>
            </>
          )}
        </div>
      </Modal>
    </>
  );
}
