import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Card, Modal, Tag } from "antd";
import { useState } from "react";
import { api, body, type Api } from "@/api/client";
import { listed, textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { Nothing } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { dayAt, dayOf, fullDayOf } from "@/ui/time";

type File = Api["CaseFileView"];

const kinds: Record<string, Key> = {
  proof: "cases.file-proof",
  act: "cases.file-act",
  receipt: "cases.field-receipt",
  waiver: "cases.file-waiver",
  "revocation-evidence": "cases.file-revocation",
};

/** What every browser draws by itself; the rest is opened where the reader keeps it. */
const pictures = ["image/jpeg", "image/png"];

/** The papers of a case, each to be opened. Asked for only when somebody wants them: they are the family's, and not everybody who may read the case may see them. */
export function Files({ id }: { id: string }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <Card title={say("cases.files")} extra={!open && <Button onClick={() => setOpen(true)}>{say("cases.files-open")}</Button>}>
      {open ? <List id={id} /> : <span className="quiet">{say("cases.files-what")}</span>}
    </Card>
  );
}

function List({ id }: { id: string }) {
  const say = useSay();
  const files = useQuery({ queryKey: ["cases", id, "files"], queryFn: () => body(api.GET("/api/cases/{id}/files", { params: { path: { id } } })), retry: false });
  return (
    <Shown of={files} rows={2}>
      {(f) =>
        f.items.length === 0 ? (
          <Nothing text={say("cases.files-none")} />
        ) : (
          <ul className="plain">
            {f.items.map((file, i) => (
              <li key={file.hash} className="strip">
                <Paper file={file} number={i + 1} />
              </li>
            ))}
          </ul>
        )
      }
    </Shown>
  );
}

function Paper({ file, number }: { file: File; number: number }) {
  const say = useSay();
  const [language] = useLanguage();
  // Where the case names the file, its own word for it stands; else what it was sent in as.
  const kind = file.named ? textOf(file.named, language) : kinds[file.category] ? say(kinds[file.category]!) : /^[a-z-]*$/.test(file.category) ? say("cases.file-other") : file.category;
  return (
    <>
      <a href={`/api/files/${file.hash}`} target="_blank" rel="noreferrer">
        {say("cases.file", { number, kind })}
      </a>
      {file.type && pictures.includes(file.type) && <Look hash={file.hash} title={say("cases.file", { number, kind })} label={say("cases.file-look-at", { number })} />}
      {file.from && <span className="quiet">{file.from}</span>}
      {file.stamps?.length ? <span className="quiet">{say("cases.file-stamps", { stamps: listed(file.stamps.map((s) => textOf(s, language)), language) })}</span> : null}
      {file.issued && <span className="quiet">{say("cases.file-issued", { day: fullDayOf(file.issued, language) })}</span>}
      {file.at && <span className="quiet">{dayOf(dayAt(file.at), language)}</span>}
      {file.validUntil && (file.valid ? <span className="quiet">{say("cases.file-until", { day: fullDayOf(file.validUntil, language) })}</span> : <Tag color="warning">{say("cases.file-over", { day: fullDayOf(file.validUntil, language) })}</Tag>)}
    </>
  );
}

/** The picture over the page; nothing of it is fetched, and no reading put on record, before somebody wants to see it. */
function Look({ hash, title, label }: { hash: string; title: string; label: string }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  const show = (now: boolean) => {
    setFailed(false);
    setOpen(now);
  };
  return (
    <>
      <Button type="link" size="small" aria-label={label} onClick={() => show(true)}>
        {say("cases.file-look")}
      </Button>
      <Modal open={open} title={title} footer={null} width={880} onCancel={() => show(false)} destroyOnHidden>
        {failed ? <Alert type="error" role="alert" title={say("cases.file-unseen")} /> : <img className="paper-picture" src={`/api/files/${hash}`} alt={title} onError={() => setFailed(true)} />}
      </Modal>
    </>
  );
}
