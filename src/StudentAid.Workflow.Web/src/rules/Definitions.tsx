import { useQuery } from "@tanstack/react-query";
import { Button, Card, Select, Table, Tag } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useUnitList, useUnits } from "@/api/reading";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { Nothing, Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { leaves } from "./leaves";
import { useMaySetUp } from "./maySetUp";
import { pathOf } from "./paths";

type Version = Api["DocumentVersion"];

const states: Record<string, [Key, string]> = { draft: ["rules.state-draft", "default"], proposed: ["rules.state-proposed", "warning"], published: ["rules.state-published", "success"], retracted: ["rules.state-retracted", "default"] };

/** The definitions, the newest version of each, the earlier ones below it; and the way to what a unit goes by. */
export default function Definitions() {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const mine = useMaySetUp();
  const list = useQuery({ queryKey: ["definitions"], queryFn: () => body(api.GET("/api/definitions")) });
  return (
    <Page title="rules.title" sentence={say("rules.sentence")} actions={<Link to="/rules/packs"><Button>{say("rules.packs")}</Button></Link>}>
      <div className="stack">
        <Card title={say("rules.at-unit")}>
          <AtUnit definitions={list.data?.items ?? []} />
        </Card>
        <Card>
          <Shown of={list}>
            {(page) => (
              <Table<Group>
                rowKey="id"
                size="middle"
                pagination={false}
                dataSource={grouped(page.items)}
                scroll={{ x: "max-content" }}
                expandable={{ rowExpandable: (g) => g.earlier.length > 0, expandedRowRender: (g) => <Earlier versions={g.earlier} /> }}
                locale={{ emptyText: <Nothing text={say("rules.none")} /> }}
                columns={[
                  { title: say("rules.name"), render: (_, { newest: d }) => <Link to={pathOf(d)}>{textOf(d.name, language) || d.id}</Link> },
                  { title: say("rules.layer"), render: (_, { newest: d }) => unit(d.layer) || say("rules.national") },
                  { title: say("rules.version"), render: (_, { newest: d }) => say("rules.version-number", { number: d.version }) },
                  { title: say("ui.status"), render: (_, { newest: d }) => <State of={d.state} leaving={leaves(d)} /> },
                  { title: say("ui.reason"), render: (_, { newest: d }) => d.reason },
                  { title: say("ui.act"), render: (_, { newest: d }) => mine(d.layer) && <Link to={`${pathOf(d)}/edit`}>{say("rules.edit")}</Link> },
                ]}
              />
            )}
          </Shown>
        </Card>
      </div>
    </Page>
  );
}

export function State({ of, leaving = false }: { of: string; leaving?: boolean }) {
  const say = useSay();
  const known = states[of];
  return (
    <>
      <Tag color={known?.[1] ?? "default"} variant="filled">{known ? say(known[0]) : of}</Tag>
      {leaving && <Tag color="warning" variant="filled">{say("rules.state-leaving")}</Tag>}
    </>
  );
}

function Earlier({ versions }: { versions: Version[] }) {
  const say = useSay();
  return (
    <ul className="earlier">
      {versions.map((d) => (
        <li key={d.key}>
          <Link to={pathOf(d)}>{say("rules.version-number", { number: d.version })}</Link> <State of={d.state} leaving={leaves(d)} /> {d.reason}
        </li>
      ))}
    </ul>
  );
}

interface Group {
  id: string;
  newest: Version;
  earlier: Version[];
}

function grouped(all: Version[]): Group[] {
  const groups = new Map<string, Version[]>();
  for (const d of all) groups.set(d.layer + d.id, [...(groups.get(d.layer + d.id) ?? []), d]);
  return [...groups].map(([id, versions]) => {
    const [newest, ...earlier] = [...versions].sort((a, b) => b.version - a.version);
    return { id, newest: newest!, earlier };
  });
}

/** Which unit, which procedure: then what holds there, and what the unit itself changes. */
function AtUnit({ definitions }: { definitions: Version[] }) {
  const say = useSay();
  const [language] = useLanguage();
  const go = useNavigate();
  const mine = useMaySetUp();
  const units = useUnitList();
  const [unit, setUnit] = useState<string>();
  const names = new Map(definitions.filter((d) => d.state === "published").map((d) => [d.id, textOf(d.name, language) || d.id]));
  const offered = (units.data?.items ?? []).filter((u) => mine(u.path));
  return (
    <div className="strip">
      <Select<string> aria-label={say("ui.unit")} className="unit-choice" showSearch={{ optionFilterProp: "label" }} placeholder={say("rules.choose-unit")} value={unit ?? null} onChange={setUnit} options={offered.map((u) => ({ value: u.path, label: textOf(u.name, language) }))} />
      <Select<string> aria-label={say("rules.name")} className="unit-choice" placeholder={say("rules.choose-procedure")} disabled={!unit} value={null} onChange={(id) => void go(`/rules/units/${encodeURIComponent(unit!)}/${id}`)} options={[...names].map(([value, label]) => ({ value, label }))} />
      <span className="quiet">{say("rules.at-unit-what")}</span>
    </div>
  );
}
