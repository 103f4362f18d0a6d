import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button, Form, Input, Select, Space, Switch, Table, Tag } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useUnitOf } from "@/app/duties";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { Nothing } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { useUnitOptions } from "./kinds";
import { EditPerson, Person } from "./Person";
import { useRoleList } from "./Roles";
import { StaffCodes } from "./StaffCodes";

type Row = Api["AccountRow"];

const Size = 20;

export const states: Record<string, Key> = {
  none: "organisation.state-none",
  code: "organisation.state-code",
  active: "organisation.state-active",
  stopped: "organisation.state-stopped",
};

/** Who works here, with which roles, and how he comes in. Unit and role stand in the address, a name never does. */
export function People() {
  const say = useSay();
  const [language] = useLanguage();
  const top = useUnitOf("set-up")!;
  const [search, setSearch] = useSearchParams();
  const [unit, role] = [search.get("unit") ?? top, search.get("role") ?? undefined];
  const waiting = search.get("waiting") === "true";
  const [text, setText] = useState("");
  const [families, setFamilies] = useState(false);
  const [cursors, setCursors] = useState<string[]>([]);
  const [open, setOpen] = useState<string>();
  const cursor = cursors.at(-1);
  const asks = !families || text !== "";
  const found = useQuery({
    queryKey: ["accounts", unit, role, text, families, waiting, cursor],
    queryFn: () => body(api.POST("/api/accounts/search", { body: { below: unit, text, families, size: Size, ...(role ? { role } : {}), waiting, ...(cursor ? { cursor } : {}) } })),
    placeholderData: keepPreviousData,
    enabled: asks,
  });
  const put = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next);
    setCursors([]);
  };
  const units = useUnitOptions(top, true);
  const roles = useRoleList(unit);
  const chosen = found.data?.items.find((r) => r.id === open);
  return (
    <div className="stack">
      <Space wrap size={12}>
        <Form layout="inline" onFinish={(v: { name?: string }) => (setText(v.name?.trim() ?? ""), setCursors([]))}>
          <Form.Item name="name">
            <Input.Search aria-label={say("organisation.find")} placeholder={say("organisation.find")} maxLength={40} autoComplete="off" allowClear onSearch={(v) => (setText(v.trim()), setCursors([]))} />
          </Form.Item>
        </Form>
        <Select aria-label={say("ui.unit")} className="filter unit-choice" showSearch={{ optionFilterProp: "label" }} value={unit} onChange={(v: string) => put("unit", v)} options={top === "/" ? [{ value: "/", label: say("app.all-units") }, ...units.filter((u) => u.value !== "/")] : units} />
        <Select aria-label={say("organisation.role")} className="filter" allowClear placeholder={say("organisation.role")} value={role} onChange={(v: string | undefined) => put("role", v)} options={(roles.data?.items ?? []).map((r) => ({ value: r.id, label: textOf(r.name, language) }))} />
        <label className="labelled">
          <Switch aria-label={say("organisation.families")} checked={families} onChange={(v) => (setFamilies(v), setCursors([]))} />
          {say("organisation.families")}
        </label>
        {waiting && <Tag closable={{ "aria-label": say("ui.row-remove") }} onClose={() => put("waiting", undefined)}>{say("organisation.drop-waiting")}</Tag>}
        <EditPerson unit={unit} />
        <StaffCodes unit={unit} />
      </Space>
      {!asks ? (
        <Nothing text={say("organisation.families-word")} />
      ) : (
        <Shown of={found}>
          {(page) =>
            page.items.length === 0 ? (
              <Nothing text={say(text || role || waiting ? "ui.nothing-filtered" : "organisation.nobody")} />
            ) : (
              <>
                <Table<Row>
                  rowKey="id"
                  size="middle"
                  pagination={false}
                  dataSource={page.items}
                  columns={[
                    { title: say("ui.name"), render: (_, r) => <>{r.name} {r.isMachine && <Tag variant="filled">{say("organisation.machine")}</Tag>}</> },
                    { title: say("organisation.role"), responsive: ["md"], render: (_, r) => <RolesHeld of={r} /> },
                    { title: say("organisation.access"), render: (_, r) => <Access of={r} /> },
                    { title: say("ui.act"), align: "right", render: (_, r) => <Button size="small" aria-label={say("organisation.look-at", { name: r.name })} onClick={() => setOpen(r.id)}>{say("organisation.look")}</Button> },
                  ]}
                />
                <Space className="pager" wrap>
                  <Button disabled={cursors.length === 0} onClick={() => setCursors(cursors.slice(0, -1))}>{say("ui.previous")}</Button>
                  <Button disabled={!page.next} onClick={() => page.next && setCursors([...cursors, page.next])}>{say("ui.next")}</Button>
                  <span className="quiet">{say("ui.total", { count: page.atLeast })}</span>
                </Space>
              </>
            )
          }
        </Shown>
      )}
      {chosen && <Person of={chosen} close={() => setOpen(undefined)} />}
    </div>
  );
}

function Access({ of }: { of: Row }) {
  const say = useSay();
  if (of.isMachine) return <span className="quiet">{say("organisation.by-key")}</span>;
  const tone = of.state === "stopped" ? "error" : of.state === "code" || of.locked ? "warning" : "default";
  return (
    <Space size={4} wrap>
      <Tag variant="filled" color={tone}>{say(of.locked ? "organisation.state-locked" : (states[of.state] ?? "organisation.state-none"))}</Tag>
      {of.dropAskedBy && <Tag variant="filled" color="warning">{say("organisation.drop-waits-short")}</Tag>}
    </Space>
  );
}

/** His roles, those that are over or still to come said so. */
export function RolesHeld({ of }: { of: Row }) {
  const say = useSay();
  const [language] = useLanguage();
  return (
    <ul className="plain">
      {(of.roles ?? []).map((r) => (
        <li key={`${r.role} ${r.unit}`}>
          {say("organisation.role-at", { role: textOf(r.roleName, language), unit: r.unit === "/" ? say("app.all-units") : textOf(r.unitName, language) })}
          {(r.from ?? r.until) && <span className="said">{say(r.from && r.until ? "organisation.term" : r.until ? "organisation.term-until" : "organisation.term-from", { from: r.from ?? "", until: r.until ?? "" })}</span>}
          {!r.holds && <span className="said">{say("organisation.not-held")}</span>}
        </li>
      ))}
    </ul>
  );
}
