import { Alert, Button, Descriptions, Drawer, Form, Input, Radio, Select, Space } from "antd";
import { useState } from "react";
import { api, body, type Api } from "@/api/client";
import { useReader } from "@/app/session";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Act } from "@/ui/Act";
import { dayOf, momentOf } from "@/ui/time";
import { useUnitOptions } from "./kinds";
import { RolesHeld, states } from "./People";
import { useRoleList } from "./Roles";

type Row = Api["AccountRow"];

interface Held {
  role: string;
  unit: string;
  from?: string;
  until?: string;
}

interface Wanted {
  kind: "person" | "machine";
  name: string;
  roles: Held[];
}

/** One of the staff: his roles, how he comes in, and what may be done about it. */
export function Person({ of, close }: { of: Row; close: () => void }) {
  const say = useSay();
  const [language] = useLanguage();
  const me = useReader()!;
  const [slip, setSlip] = useState<Api["IssueAnswer"]>();
  const own = of.id === me.id;
  const path = { path: { id: of.id } };
  return (
    <Drawer open size={480} title={of.name} onClose={close} destroyOnHidden>
      <div className="stack">
        <Descriptions
          column={1}
          size="small"
          items={[
            { key: "roles", label: say("organisation.role"), children: (of.roles ?? []).length > 0 ? <RolesHeld of={of} /> : say("organisation.no-role") },
            ...(of.isMachine
              ? [{ key: "machine", label: say("organisation.access"), children: say("organisation.by-key-what") }]
              : [
                  { key: "state", label: say("organisation.access"), children: say(states[of.state] ?? "organisation.state-none") },
                  { key: "login", label: say("app.login"), children: of.login ?? say("organisation.no-login") },
                  { key: "factor", label: say("app.second-factor"), children: say(of.secondFactor ? "organisation.factor-on" : "organisation.factor-off") },
                  { key: "sessions", label: say("app.sessions"), children: say("organisation.sessions", { count: Number(of.sessions) }) },
                ]),
          ]}
        />
        {of.locked && <Alert type="warning" showIcon title={say("organisation.locked-until", { until: momentOf(of.locked, language) })} />}
        {of.dropAskedBy && <Alert type="info" showIcon title={say(of.dropAskedBy === me.id ? "organisation.drop-waits-own" : "organisation.drop-waits")} />}
        {slip && (
          <Alert
            type="warning"
            showIcon
            role="status"
            title={say("app.slips-one", { name: of.name, day: dayOf(slip.until, language) })}
            description={
              <p className="slip">
                {say("app.login")} <code className="secret">{slip.login}</code> {say("app.activation-code")} <code className="secret">{slip.secret}</code>
              </p>
            }
          />
        )}
        <Space wrap>
          <EditPerson unit={of.unit ?? "/"} of={of} />
          {!of.isMachine && of.state !== "stopped" && (
            <Act<{ login?: string }>
              label={say("organisation.issue")}
              what={say(of.state === "active" ? "organisation.issue-again-what" : "organisation.issue-what")}
              send={(v, how) => body(api.POST("/api/accounts/{id}/issue", { params: { ...path, ...how }, body: { what: "code", login: of.login ? "" : (v.login ?? "") } })).then(setSlip)}
            >
              {!of.login && (
                <Form.Item name="login" label={say("app.login")} extra={say("organisation.login-what")}>
                  <Input maxLength={32} autoComplete="off" />
                </Form.Item>
              )}
            </Act>
          )}
          {Number(of.sessions) > 0 && !own && (
            <Act weighed label={say("organisation.end-sessions")} what={say("organisation.end-sessions-what")} send={(_, how) => body(api.POST("/api/accounts/{id}/end-sessions", { params: { ...path, ...how } }))} />
          )}
          {of.secondFactor && !own && (
            <Act weighed label={say(of.dropAskedBy ? "organisation.drop-confirm" : "organisation.drop")} what={say("organisation.drop-what")} send={(_, how) => body(api.POST("/api/accounts/{id}/drop-second-factor", { params: { ...path, ...how } }))} />
          )}
          {(of.state === "stopped" || of.locked) && (
            <Act weighed label={say("organisation.restore")} what={say("organisation.restore-what")} send={(_, how) => body(api.POST("/api/accounts/{id}/restore", { params: { ...path, ...how } }))} />
          )}
          {!of.isMachine && of.state !== "stopped" && !own && (
            <Act weighed tone="danger" label={say("organisation.stop")} what={say("organisation.stop-what")} send={(_, how) => body(api.POST("/api/accounts/{id}/stop", { params: { ...path, ...how } }))} />
          )}
        </Space>
      </div>
    </Drawer>
  );
}

/** Somebody new, or another's name and roles; a role may be held for a time only. */
export function EditPerson({ unit, of }: { unit: string; of?: Row }) {
  const say = useSay();
  const label = say(of ? "organisation.change-person" : "organisation.add-person");
  return (
    <Act<Wanted>
      tone={of ? "default" : "primary"}
      label={label}
      {...(of ? { name: say("organisation.change-person-of", { name: of.name }) } : {})}
      what={say(of ? "organisation.change-person-what" : "organisation.add-person-what")}
      initial={of ? { kind: of.isMachine ? "machine" : "person", name: of.name, roles: (of.roles ?? []).map((r) => ({ role: r.role, unit: r.unit, ...(r.from ? { from: r.from } : {}), ...(r.until ? { until: r.until } : {}) })) } : { kind: "person", name: "", roles: [{ role: undefined, unit: unit === "/" ? undefined : unit } as unknown as Held] }}
      send={(v, how) =>
        body(
          api.POST("/api/principals", {
            params: how,
            body: {
              unit: of?.unit ?? unit,
              ...(of ? { id: of.id } : {}),
              name: v.name.trim(),
              kind: v.kind,
              grants: (v.roles ?? []).map((r) => ({ role: r.role, unit: r.unit, ...(r.from ? { from: r.from } : {}), ...(r.until ? { until: r.until } : {}) })),
            },
          }),
        )
      }
    >
      <Form.Item name="kind" label={say("organisation.kind")} extra={say("organisation.kind-what")} hidden={!!of} rules={[{ required: true }]}>
        <Radio.Group options={[{ value: "person", label: say("organisation.person") }, { value: "machine", label: say("organisation.machine") }]} />
      </Form.Item>
      <Form.Item name="name" label={say("ui.name")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
      <Form.List name="roles">
        {(rows, { add, remove }) => (
          <fieldset className="form-group">
            <legend>{say("organisation.role")}</legend>
            {rows.map((row, at) => (
              <div key={row.key} className="rows" role="group" aria-label={say("organisation.role-number", { number: at + 1 })}>
                <div className="rows-head">
                  <strong>{say("organisation.role-number", { number: at + 1 })}</strong>
                  <Button type="text" danger aria-label={say("organisation.role-remove", { number: at + 1 })} onClick={() => remove(row.name)}>{say("ui.row-remove")}</Button>
                </div>
                <RoleRow at={row.name} below={of?.unit ?? unit} />
              </div>
            ))}
            <Button block className="below-margin" onClick={() => add({})}>{say("organisation.role-add")}</Button>
          </fieldset>
        )}
      </Form.List>
    </Act>
  );
}

function RoleRow({ at, below }: { at: number; below: string }) {
  const say = useSay();
  const [language] = useLanguage();
  const units = useUnitOptions(below);
  const unit = Form.useWatch<string | undefined>(["roles", at, "unit"]) ?? below;
  const roles = useRoleList(unit);
  return (
    <>
      <Form.Item name={[at, "unit"]} label={say("ui.unit")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Select showSearch={{ optionFilterProp: "label" }} options={below === "/" ? [{ value: "/", label: say("app.all-units") }, ...units.filter((u) => u.value !== "/")] : units} />
      </Form.Item>
      <Form.Item name={[at, "role"]} label={say("organisation.role")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Select showSearch={{ optionFilterProp: "label" }} options={(roles.data?.items ?? []).map((r) => ({ value: r.id, label: textOf(r.name, language) }))} />
      </Form.Item>
      <Space wrap size={12}>
        <Form.Item name={[at, "from"]} label={say("organisation.from")}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name={[at, "until"]} label={say("organisation.until")}>
          <Input type="date" />
        </Form.Item>
      </Space>
    </>
  );
}
