import { Table } from "antd";
import type { Api } from "@/api/client";
import { useUnitList, useUnits } from "@/api/reading";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Nothing } from "@/ui/Page";
import { Refused } from "@/ui/Refused";
import { usePrincipals } from "./principals";

const Rows = 50;

/** The units at and below a place, as a tree. */
export function Units({ below }: { below: string }) {
  const say = useSay();
  const [language] = useLanguage();
  const units = useUnitList();
  const nameOf = useUnits();
  const items = (units.data?.items ?? []).filter((u) => u.path.startsWith(below));
  return (
    <>
      <Refused error={units.error} again={() => void units.refetch()} />
      <Table<Api["UnitView"]>
        rowKey="path"
        size="middle"
        loading={units.isPending}
        dataSource={items}
        pagination={items.length > Rows ? { pageSize: Rows } : false}
        locale={{ emptyText: <Nothing text={say("app.no-units")} /> }}
        columns={[
          { title: say("ui.unit"), render: (_, u) => textOf(u.name, language) },
          { title: say("app.unit-above"), render: (_, u) => (u.parent ? nameOf(u.parent) : "") },
        ]}
      />
    </>
  );
}

/** Who has a role, which, and where. */
export function People() {
  const say = useSay();
  const { list, isPending, error } = usePrincipals();
  const nameOf = useUnits();
  const [language] = useLanguage();
  return (
    <>
      <Refused error={error} />
      <Table<Api["PrincipalView"]>
        rowKey="id"
        size="middle"
        loading={isPending}
        dataSource={list.filter((p) => p.grants.length > 0)}
        pagination={list.length > Rows ? { pageSize: Rows } : false}
        locale={{ emptyText: <Nothing text={say("app.no-people")} /> }}
        columns={[
          { title: say("ui.name"), dataIndex: "name" },
          { title: say("app.posts"), render: (_, p) => <Posts of={p.grants.map((g, i) => `${textOf(p.roleNames[i], language)} · ${nameOf(g.unit ?? "") || say("app.all-units")}`)} /> },
        ]}
      />
    </>
  );
}

/** A post to a line: somebody often has several. */
const Posts = ({ of }: { of: string[] }) => (
  <>
    {of.map((post) => (
      <div key={post}>{post}</div>
    ))}
  </>
);
