import { useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Modal, Table, Upload } from "antd";
import { useRef, useState } from "react";
import { acting } from "@/api/act";
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
}

/** The list as a table: downloaded, filled anywhere, loaded back; every change is shown before the chosen ones go onto the working copy. */
export function Workbook({ roster, rules, copy }: WorkbookProps) {
  const say = useSay();
  const { message } = App.useApp();
  const words = useWords(rules);
  const [preview, setPreview] = useState<Api["WorkbookPreview"]>();
  const [error, setError] = useState<unknown>();
  const [chosen, setChosen] = useState<number[]>([]);
  const [stale, setStale] = useState<string[]>([]);
  const queries = useQueryClient();
  const key = useRef("");
  const load = async (file: File) => {
    setError(undefined);
    setStale([]);
    try {
      await copy.flush();
      const read = await sendBytes<Api["WorkbookPreview"]>(`/api/rosters/${roster.id}/workbook`, file, newKey());
      setPreview(read);
      key.current = newKey();
      setChosen(read.changes.map((c) => Number(c.row)));
    } catch (refused) {
      setError(refused);
    }
  };
  const apply = async () => {
    try {
      await copy.flush();
      const path = { id: roster.id, token: preview!.token };
      const rows = await body(api.POST("/api/rosters/{id}/workbook/{token}/choose", { params: { path, header: acting(key.current) }, body: { rows: chosen } }));
      // The chosen rows stand in the working copy already; what another filled in meanwhile stays his.
      await queries.invalidateQueries({ queryKey: ["rosters", roster.id] });
      setPreview(undefined);
      setStale(rows.stale.map((s) => `${s.name} ${s.sentence}`));
      void message.success(say("rosters.table-taken", { count: rows.entries.length }));
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
      {!preview && <Refused error={error} />}
      {stale.map((s) => <Alert key={s} type="warning" showIcon closable title={s} />)}
      <Modal open={preview !== undefined} width={760} title={say("rosters.table-preview")} onCancel={() => setPreview(undefined)} onOk={() => void apply()} okText={say("rosters.table-take", { count: chosen.length })} okButtonProps={{ disabled: chosen.length === 0 }}>
        {preview && (
          <div className="stack">
            <span>{say("rosters.table-sentence", { changes: preview.changes.length, unchanged: Number(preview.unchanged) })}</span>
            {preview.stale.map((s) => <Alert key={Number(s.row)} type="warning" title={`${s.name} ${s.sentence}`} />)}
            {preview.errors.map((e) => <Alert key={`${e.row}-${e.column}`} type="error" title={say("rosters.table-row", { row: Number(e.row), sentence: e.sentence })} />)}
            <Table
              rowKey={(c) => Number(c.row)}
              size="small"
              pagination={false}
              dataSource={preview.changes}
              rowSelection={{ selectedRowKeys: chosen, onChange: (keys) => setChosen(keys as number[]) }}
              columns={[
                { title: say("ui.name"), dataIndex: "name" },
                { title: say("rosters.table-from"), render: (_, c) => words.level(c.from) || c.from },
                { title: say("rosters.table-to"), render: (_, c) => words.level(c.to) || c.to },
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
