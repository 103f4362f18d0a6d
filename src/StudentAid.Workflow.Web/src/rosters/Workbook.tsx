import { useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Input, Modal, Table, Upload } from "antd";
import { useRef, useState } from "react";
import { acting, doing } from "@/api/act";
import { sendBytes } from "@/api/bytes";
import { api, body, newKey, type Api } from "@/api/client";
import { useWords } from "@/api/reading";
import { useSay } from "@/app/texts";
import { Refused } from "@/ui/Refused";
import type { WorkingCopy } from "./workingCopy";

interface WorkbookProps {
  roster: Api["RosterView"];
  rules: Api["RulesView"] | undefined;
  copy: WorkingCopy;
  /** The rows in the order in which they stand on the desk. */
  entries: Api["EntryView"][];
  chosen: string[];
}

/** The list as a table: downloaded, filled anywhere, loaded back or its cells pasted; every change is shown before the chosen ones go onto the working copy. */
export function Workbook({ roster, rules, copy, entries, chosen: rows }: WorkbookProps) {
  const say = useSay();
  const { message } = App.useApp();
  const words = useWords(rules);
  const [preview, setPreview] = useState<Api["WorkbookPreview"]>();
  const [pasting, setPasting] = useState(false);
  const [error, setError] = useState<unknown>();
  const [chosen, setChosen] = useState<number[]>([]);
  const [stale, setStale] = useState<string[]>([]);
  const queries = useQueryClient();
  const key = useRef("");
  const load = async (file: Blob, more?: Record<string, string>) => {
    setError(undefined);
    setStale([]);
    try {
      await copy.flush();
      const read = await sendBytes<Api["WorkbookPreview"]>(`/api/rosters/${roster.id}/workbook`, file, doing(newKey()), more);
      setPasting(false);
      setPreview(read);
      key.current = newKey();
      setChosen(read.changes.map((c) => Number(c.row)));
    } catch (refused) {
      setError(refused);
    }
  };
  const paste = (text: string) => {
    // The versions as they were shown: what another fills in meanwhile stays his.
    const shownAt = (id: string) => Number(roster.worksheet?.rows.find((r) => r.key === id)?.version ?? 0);
    const shown = entries.map((e) => ({ case: e.case, shownAt: shownAt(e.case), chosen: rows.includes(e.case) }));
    return load(new Blob([JSON.stringify({ text, rows: shown })]), { "Content-Type": "application/json" });
  };
  const apply = async () => {
    try {
      await copy.flush();
      const path = { id: roster.id, token: preview!.token };
      const answer = await body(api.POST("/api/rosters/{id}/workbook/{token}/choose", { params: { path, header: acting(key.current) }, body: { rows: chosen } }));
      // The chosen rows stand in the working copy already; what another filled in meanwhile stays his.
      await queries.invalidateQueries({ queryKey: ["rosters", roster.id] });
      setPreview(undefined);
      setStale(answer.stale.map((s) => `${s.name} ${s.sentence}`));
      void message.success(say("rosters.table-taken", { count: answer.entries.length }));
    } catch (refused) {
      setError(refused);
    }
  };
  return (
    <>
      <a className="ant-btn-like" href={`/api/rosters/${roster.id}/workbook`}>{say("rosters.table-get")}</a>
      <Upload accept=".xlsx" showUploadList={false} beforeUpload={(file) => (void load(file), false)}>
        <Button>{say("rosters.table-load")}</Button>
      </Upload>
      <Button onClick={() => (setError(undefined), setPasting(true))}>{say("rosters.paste")}</Button>
      {!preview && !pasting && <Refused error={error} />}
      {stale.map((s) => <Alert key={s} type="warning" showIcon closable title={s} />)}
      <Modal open={pasting} title={say("rosters.paste")} footer={null} onCancel={() => setPasting(false)} destroyOnHidden>
        <Paste chosen={rows.length} error={error} read={paste} />
      </Modal>
      <Modal open={preview !== undefined} width={760} title={say("rosters.table-preview")} onCancel={() => setPreview(undefined)} onOk={() => void apply()} okText={say("rosters.table-take", { count: chosen.length })} okButtonProps={{ disabled: chosen.length === 0 }}>
        {preview && (
          <div className="stack">
            <span>{say("rosters.table-sentence", { changes: preview.changes.length, unchanged: Number(preview.unchanged) })}</span>
            {preview.stale.map((s) => <Alert key={Number(s.row)} type="warning" title={`${s.name} ${s.sentence}`} />)}
            {preview.errors.map((e) => <Alert key={`${e.row}-${e.column}-${e.code}`} type="error" title={say("rosters.table-row", { row: Number(e.row), sentence: e.sentence })} />)}
            <Table
              rowKey={(c) => Number(c.row)}
              size="small"
              pagination={false}
              dataSource={preview.changes}
              rowSelection={{ selectedRowKeys: chosen, onChange: (keys) => setChosen(keys as number[]) }}
              columns={[
                { title: say("ui.name"), dataIndex: "name" },
                { title: say("rosters.table-from"), render: (_, c) => words.level(c.from) || c.from },
                { title: say("rosters.table-to"), render: (_, c) => words.level(c.to) || (c.verdict === "return" || c.verdict === "hold" ? say(`rosters.${c.verdict}`) : c.to) },
                { title: say("rosters.reason"), dataIndex: "reason" },
              ]}
            />
            <Refused error={error} />
          </div>
        )}
      </Modal>
    </>
  );
}

/** Where cells are pasted, and how their students are found. */
function Paste({ chosen, error, read }: { chosen: number; error: unknown; read: (text: string) => Promise<void> }) {
  const say = useSay();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    await read(text);
    setBusy(false);
  };
  return (
    <div className="stack">
      <p>{say("rosters.paste-what")}</p>
      <p className="quiet">{chosen > 0 ? say("rosters.paste-chosen", { count: chosen }) : say("rosters.paste-none-chosen")}</p>
      <Input.TextArea aria-label={say("rosters.paste-here")} placeholder={say("rosters.paste-here")} rows={8} value={text} onChange={(e) => setText(e.target.value)} autoFocus />
      <Refused error={error} />
      <div>
        <Button type="primary" disabled={text.trim() === ""} loading={busy} onClick={() => void go()}>
          {say("rosters.table-preview")}
        </Button>
      </div>
    </div>
  );
}
