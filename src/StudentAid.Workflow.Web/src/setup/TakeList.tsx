import { useQuery } from "@tanstack/react-query";
import { Form, Input, Select } from "antd";
import { useState } from "react";
import { sendBytes } from "@/api/bytes";
import { api, body, type Api } from "@/api/client";
import { useUnitOf } from "@/app/duties";
import { useReader } from "@/app/session";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Job } from "@/jobs/Job";
import { Cells } from "@/organisation/Cells";
import { useUnitOptions } from "@/organisation/kinds";
import { Act } from "@/ui/Act";
import { TablePicker } from "@/ui/TablePicker";
import { dayAt } from "@/ui/time";

interface Wanted {
  unit: string;
  provider: string;
  batch: string;
  dataDate: string;
}

interface Provider {
  id: string;
  name: unknown;
}

/** Who may send lists, as the document of special groups says. */
function useProviders(): Provider[] {
  const packs = useQuery({ queryKey: ["packs"], queryFn: () => body(api.GET("/api/packs")) });
  const document = packs.data?.items.findLast((d) => d.kind === "special-groups" && d.state === "published");
  const text = useQuery({
    queryKey: ["packs", document?.layer, document?.key],
    queryFn: () => body(api.GET("/api/packs/text", { params: { query: { layer: document!.layer, key: document!.key } } })),
    enabled: document !== undefined,
  });
  return text.data ? ((JSON.parse(text.data.text) as { providers?: Provider[] }).providers ?? []) : [];
}

/** A provider's list for all schools below a unit: rows that cannot be read are said, the others are loaded. */
export function TakeList() {
  const say = useSay();
  const [language] = useLanguage();
  const now = useReader()!.now;
  const top = useUnitOf("keep-rounds");
  const units = useUnitOptions(top ?? "/");
  const providers = useProviders();
  const [file, setFile] = useState<File>();
  const [job, setJob] = useState<string>();
  const [found, setFound] = useState<Api["ListAnswer"]>();
  if (top === undefined) return null;
  return (
    <div className="stack">
      {job && <Job id={job} close={() => setJob(undefined)} />}
      {found && (
        <div role="status">
          {say("setup.list-taken", { rows: found.rows, wrong: new Set(found.errors.filter((e) => e.severity === "error").map((e) => e.row)).size })}
          {found.errors.length > 0 && <ul className="findings"><Cells of={found.errors} /></ul>}
        </div>
      )}
      <Act<Wanted>
        label={say("setup.list-take")}
        what={say("setup.list-take-what")}
        initial={{ unit: top === "/" ? "" : top, dataDate: dayAt(now), batch: "" }}
        send={async (v, how) => {
          if (!file) throw new Error(say("ui.table-none"));
          const answer = await sendBytes<Api["ListAnswer"] & { total?: number }>(`/api/lists?${new URLSearchParams({ unit: v.unit, provider: v.provider, batch: v.batch.trim(), dataDate: v.dataDate }).toString()}`, file, how);
          if (answer.total !== undefined) setJob(answer.id);
          else setFound(answer);
          setFile(undefined);
        }}
      >
        <Form.Item name="unit" label={say("setup.list-below")} rules={[{ required: true, message: say("ui.needed") }]}>
          <Select showSearch={{ optionFilterProp: "label" }} options={units.filter((u) => u.value !== "/")} />
        </Form.Item>
        <Form.Item name="provider" label={say("setup.list-provider")} rules={[{ required: true, message: say("ui.needed") }]}>
          <Select options={providers.map((p) => ({ value: p.id, label: textOf(p.name, language) }))} />
        </Form.Item>
        <Form.Item name="batch" label={say("setup.list-batch")} extra={say("setup.list-batch-what")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="dataDate" label={say("setup.list-day")} rules={[{ required: true, message: say("ui.needed") }]}>
          <Input type="date" />
        </Form.Item>
        <TablePicker file={file} chosen={setFile} />
      </Act>
    </div>
  );
}
