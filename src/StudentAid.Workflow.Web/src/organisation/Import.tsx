import { useMutation } from "@tanstack/react-query";
import { Alert, App, Button, Radio, Select, Table, Tag } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { acting, doing, useAct } from "@/api/act";
import { sendBytes } from "@/api/bytes";
import { api, body, newKey, type Api } from "@/api/client";
import { useUnitOf } from "@/app/duties";
import { listed, useLanguage, useSay, type Key } from "@/app/texts";
import { Job } from "@/jobs/Job";
import { Refused } from "@/ui/Refused";
import { TablePicker } from "@/ui/TablePicker";
import { Cells } from "./Cells";
import { useUnitOptions } from "./kinds";

type Kind = "units" | "students" | "staff";

type Cell = Api["CellView"];

/** What either kind of preview says: the token is there where it may be taken. */
interface Found {
  token?: string | null;
  new: number;
  changed: number;
  unchanged: number;
  left: number;
  rows: Api["PreviewRow"][];
  errors: Cell[];
}

const what: Record<Kind, Key> = { units: "organisation.import-units-what", students: "organisation.import-students-what", staff: "organisation.import-staff-what" };

const isKind = (text: string | null): text is Kind => text !== null && text in what;

const isWrong = (f: Found): boolean => f.errors.some((e) => e.severity === "error");

async function look(kind: Kind, unit: string, file: File): Promise<Found> {
  if (kind !== "students") return { left: 0, ...(await sendBytes<Omit<Found, "left">>(`/api/org-units/import?${new URLSearchParams({ kind, unit }).toString()}`, file, doing(newKey()))) };
  return sendBytes<Found>(`/api/people/import?${new URLSearchParams({ school: unit }).toString()}`, file, doing(newKey()));
}

/** A table of units, students or staff (which, stands in the address): every change seen first, errors by row and column, then taken whole or not at all. */
export function Import() {
  const say = useSay();
  const { message } = App.useApp();
  const top = useUnitOf("set-up")!;
  const units = useUnitOptions(top).filter((u) => u.value !== "/");
  const [search, setSearch] = useSearchParams();
  const named = search.get("kind");
  const kind: Kind = isKind(named) ? named : "units";
  const [chosen, setChosen] = useState<string>();
  const [file, setFile] = useState<File>();
  const [job, setJob] = useState<string>();
  const unit = chosen ?? (top === "/" ? (kind === "units" ? "/" : units[0]?.value) : top);
  const found = useMutation({ mutationFn: (of: File) => look(kind, unit!, of) });
  const anew = () => (found.reset(), take.reset());
  const take = useAct(
    async (token: string, key) => {
      const params = { path: { token }, header: acting(key) };
      return kind === "students" ? body(api.POST("/api/people/import/{token}/apply", { params })) : body(api.POST("/api/org-units/import/{token}/apply", { params }));
    },
    (answer) => {
      const begun = answer as { items?: unknown; total?: number; id: string };
      if (begun.total !== undefined) setJob(begun.id);
      else void message.success(say("organisation.import-done"));
      found.reset();
      setFile(undefined);
    },
  );
  const data = found.data;
  const token = data && !isWrong(data) && data.new + data.changed > 0 ? data.token : undefined;
  return (
    <div className="stack">
      <Radio.Group
        aria-label={say("organisation.import-kind")}
        value={kind}
        onChange={(e) => (setSearch({ kind: e.target.value as Kind }, { replace: true }), setFile(undefined), anew())}
        options={[
          { value: "units", label: say("organisation.import-units") },
          { value: "students", label: say("organisation.import-students") },
          { value: "staff", label: say("organisation.import-staff") },
        ]}
      />
      <p className="quiet">{say(what[kind])}</p>
      <label className="labelled">
        {say(kind === "units" ? "organisation.import-below" : "organisation.import-at")}
        <Select
          aria-label={say(kind === "units" ? "organisation.import-below" : "organisation.import-at")}
          className="filter unit-choice"
          showSearch={{ optionFilterProp: "label" }}
          value={unit ?? null}
          onChange={(v: string) => (setChosen(v), anew())}
          options={top === "/" && kind !== "students" ? [{ value: "/", label: say("app.all-units") }, ...units] : units}
        />
      </label>
      <TablePicker file={file} chosen={(f) => (setFile(f), anew())} />
      {job && <Job id={job} close={() => setJob(undefined)} />}
      <div className="strip">
        <Button type={token ? "default" : "primary"} disabled={!file || !unit} loading={found.isPending} onClick={() => file && found.mutate(file)}>{say("organisation.import-look")}</Button>
        {token && <Button type="primary" loading={take.isPending} onClick={() => take.mutate(token)}>{say(take.isPending ? "ui.sending" : "organisation.import-take")}</Button>}
      </div>
      <Refused error={found.error ?? take.error} />
      {data && <Looked at={data} />}
    </div>
  );
}

/** The wrong rows, and every change there would be. */
function Looked({ at }: { at: Found }) {
  const say = useSay();
  const [language] = useLanguage();
  const wrong = at.errors.filter((e) => e.severity === "error");
  return (
    <>
      <Alert
        type={wrong.length > 0 ? "error" : at.rows.length > 0 ? "success" : "info"}
        showIcon
        role="status"
        title={
          wrong.length > 0 ? say("organisation.import-wrong", { count: wrong.length })
          : at.rows.length === 0 && at.new + at.changed === 0 ? say("organisation.import-same", { count: at.unchanged })
          : say("organisation.import-right", { added: at.new, changed: at.changed, unchanged: at.unchanged })
        }
        description={
          (at.errors.length > 0 || at.left > 0) && (
            <ul className="findings">
              <Cells of={at.errors} />
              {at.left > 0 && <li>{say("organisation.import-left", { count: at.left })}</li>}
            </ul>
          )
        }
      />
      {at.rows.length > 0 && (
        <Table<Api["PreviewRow"]>
          rowKey="row"
          size="small"
          pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false, showTotal: (count) => say("ui.total", { count }) }}
          scroll={{ x: "max-content" }}
          dataSource={at.rows}
          columns={[
            { title: say("organisation.import-row"), dataIndex: "row", width: 80 },
            { title: say("organisation.import-act"), width: 90, render: (_, r) => <Tag variant="filled">{say(r.act === "new" ? "organisation.import-new" : "organisation.import-changed")}</Tag> },
            { title: say("organisation.import-name"), dataIndex: "name" },
            { title: say("organisation.import-where"), dataIndex: "where" },
            { title: say("organisation.import-before"), render: (_, r) => [r.before, listed(r.fields, language)].filter(Boolean).join(" · ") },
          ]}
        />
      )}
    </>
  );
}
