import { Form, Input, Select, Space, Table, Tag } from "antd";
import type { How } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useUnitList } from "@/api/reading";
import { useCarriesAt, useUnitOf } from "@/app/duties";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Act } from "@/ui/Act";
import { Nothing } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { useKinds } from "./kinds";

type Unit = Api["UnitView"];

type Branch = Unit & { children?: Branch[] };

/** The units as a tree; one whose parent is not shown stands at the top. */
export function treeOf(units: Unit[]): Branch[] {
  const shown = new Set(units.map((u) => u.path));
  const below = new Map<string, Branch[]>();
  const top: Branch[] = [];
  for (const unit of units.map((u): Branch => ({ ...u }))) {
    if (unit.parent && unit.parent !== unit.path && shown.has(unit.parent)) below.set(unit.parent, [...(below.get(unit.parent) ?? []), unit]);
    else top.push(unit);
  }
  const grow = (branch: Branch): Branch => {
    const children = below.get(branch.path);
    return children ? { ...branch, children: children.map(grow) } : branch;
  };
  return top.map(grow);
}

/** Where the tree is open at first: whatever has few below it. */
const Few = 12;

export function Units() {
  const say = useSay();
  const [language] = useLanguage();
  const kinds = useKinds();
  const units = useUnitList();
  const setsUp = useCarriesAt("set-up");
  const unit = useUnitOf("set-up")!;
  return (
    <div className="stack">
      <div className="strip">
        <span className="quiet">{say("organisation.units-what")}</span>
        {unit === "/" && <AddUnit below="/" keeper="/" name={say("app.all-units")} />}
      </div>
      <Shown of={units}>
        {(page) =>
          page.items.length === 0 ? (
            <Nothing text={say("organisation.no-units")} />
          ) : (
            <Table<Branch>
              rowKey="path"
              size="middle"
              pagination={false}
              dataSource={treeOf(page.items)}
              expandable={{ defaultExpandedRowKeys: page.items.filter((u) => page.items.filter((o) => o.parent === u.path).length <= Few).map((u) => u.path) }}
              columns={[
                {
                  title: say("organisation.unit-name"),
                  render: (_, u) => (
                    <>
                      {textOf(u.name, language)} {u.closed && <Tag variant="filled">{say("organisation.closed")}</Tag>}
                    </>
                  ),
                },
                { title: say("organisation.unit-kind"), responsive: ["md"], render: (_, u) => kinds.nameOf(u.kind) },
                { title: say("organisation.unit-grade"), responsive: ["lg"], render: (_, u) => [u.grade, u.major].filter(Boolean).join(" · ") },
                { title: say("ui.act"), align: "right", render: (_, u) => setsUp(u.path) && <Acts unit={u} /> },
              ]}
            />
          )
        }
      </Shown>
    </div>
  );
}

function Acts({ unit }: { unit: Unit }) {
  const say = useSay();
  const [language] = useLanguage();
  const name = textOf(unit.name, language);
  const change = (v: { name?: string; telephone?: string; closed?: boolean }, how: How) => body(api.POST("/api/org-units/change", { params: how, body: { path: unit.path, ...v } }));
  if (unit.closed) {
    return <Act small label={say("organisation.unit-open")} name={say("organisation.unit-open-of", { name })} what={say("organisation.unit-open-what")} send={(_, how) => change({ closed: false }, how)} />;
  }
  return (
    <Space size={4} wrap>
      {unit.kind !== "class" && unit.kind !== "group" && <AddUnit small below={unit.path} keeper={unit.keeper ?? "/"} name={name} />}
      <Act<{ name: string; telephone?: string }>
        small
        label={say("organisation.unit-change")}
        name={say("organisation.unit-change-of", { name })}
        initial={{ name: textOf(unit.name, "zh-CN"), telephone: unit.telephone ?? "" }}
        send={(v, how) => change({ ...(v.name.trim() === textOf(unit.name, "zh-CN") ? {} : { name: v.name }), telephone: v.telephone ?? "" }, how)}
      >
        <Form.Item name="name" label={say("organisation.unit-name")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="telephone" label={say("organisation.unit-telephone")} extra={say("organisation.unit-telephone-what")}>
          <Input maxLength={40} inputMode="tel" />
        </Form.Item>
      </Act>
      <Act small label={say("organisation.unit-close")} name={say("organisation.unit-close-of", { name })} what={say("organisation.unit-close-what")} send={(_, how) => change({ closed: true }, how)} />
    </Space>
  );
}

interface New {
  name: string;
  kind: string;
  code: string;
  grade?: string;
  major?: string;
}

export function AddUnit({ below, keeper, name, small = false }: { below: string; keeper: string; name: string; small?: boolean }) {
  const say = useSay();
  const kinds = useKinds();
  return (
    <Act<New>
      small={small}
      label={say("organisation.unit-add")}
      name={say("organisation.unit-add-below", { name })}
      what={say("organisation.unit-add-what", { name })}
      send={({ code, name: called, ...v }, how) =>
        body(
          api.POST("/api/org-units", {
            params: how,
            body: { unit: keeper, units: [{ path: `${below}${code.trim()}/`, name: called.trim(), kind: v.kind, ...(v.grade ? { grade: v.grade } : {}), ...(v.major ? { major: v.major } : {}) }] } as Api["UnitsInput"],
          }),
        )
      }
    >
      <Form.Item name="name" label={say("organisation.unit-name")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="kind" label={say("organisation.unit-kind")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Select options={kinds.options} />
      </Form.Item>
      <CodeField below={below} />
      <Form.Item noStyle shouldUpdate={(a: New, b: New) => a.kind !== b.kind}>
        {({ getFieldValue }) =>
          getFieldValue("kind") === "class" && (
            <>
              <Form.Item name="grade" label={say("organisation.grade")}>
                <Input maxLength={20} />
              </Form.Item>
              <Form.Item name="major" label={say("organisation.major")}>
                <Input maxLength={60} />
              </Form.Item>
            </>
          )
        }
      </Form.Item>
    </Act>
  );
}

/** A code that nobody has below the same unit: the product knows the unit by it for ever. */
function CodeField({ below }: { below: string }) {
  const say = useSay();
  const taken = new Set((useUnitList().data?.items ?? []).map((u) => u.path));
  return (
    <Form.Item
      name="code"
      label={say("organisation.unit-code")}
      extra={say("organisation.unit-code-what")}
      rules={[
        { required: true, message: say("ui.needed") },
        { pattern: /^[A-Za-z0-9-]{1,40}$/, message: say("organisation.unit-code-form") },
        { validator: (_, code: string | undefined) => (code && taken.has(`${below}${code.trim()}/`) ? Promise.reject(new Error(say("organisation.unit-code-taken"))) : Promise.resolve()) },
      ]}
    >
      <Input maxLength={40} autoComplete="off" />
    </Form.Item>
  );
}
