import { useQuery } from "@tanstack/react-query";
import { Card, Select, Table } from "antd";
import { Link, useSearchParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useUnits } from "@/api/reading";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { Nothing, Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { State } from "../Definitions";
import { leaves } from "../leaves";
import { pathOf } from "../paths";

const kinds: Record<string, Key> = {
  "score-table": "rules.kind-score-table", form: "rules.kind-form", body: "rules.kind-body", calendar: "rules.kind-calendar", "column-profile": "rules.kind-column-profile",
  overlay: "rules.kind-overlay", scale: "rules.kind-scale", "review-sheet": "rules.kind-review-sheet", roles: "rules.kind-roles", commitment: "rules.kind-commitment", "dated-value": "rules.kind-dated-value", eligibility: "rules.kind-eligibility",
  "export-profile": "rules.kind-export-profile", "matching-rules": "rules.kind-matching-rules", "print-form": "rules.kind-print-form", "round-plan": "rules.kind-round-plan", "special-groups": "rules.kind-special-groups",
  aid: "rules.kind-aid", "enrolment-rules": "rules.kind-enrolment-rules", "sign-in": "rules.kind-sign-in", "revocation-rules": "rules.kind-revocation-rules", "adjustment-rules": "rules.kind-adjustment-rules", "retention-rules": "rules.kind-retention-rules",
};

/** Tables, forms, bodies, calendars and profiles: the newest version of each, and whose it is. */
export default function Packs() {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const [search, setSearch] = useSearchParams();
  const kind = search.get("kind") ?? "";
  const list = useQuery({ queryKey: ["packs"], queryFn: () => body(api.GET("/api/packs")) });
  const definitions = useQuery({ queryKey: ["definitions"], queryFn: () => body(api.GET("/api/definitions")) });
  const procedure = (id: string) => textOf(definitions.data?.items.findLast((d) => d.id === id)?.name ?? "", language);
  const named = (of: string) => (kinds[of] ? say(kinds[of]) : of);
  const all = newest(list.data?.items ?? []);
  return (
    <Page title="rules.packs" sentence={say("rules.packs-what")} crumbs={[{ to: "/rules", text: say("rules.title") }]}>
      <Card>
        <Select aria-label={say("rules.kind")} className="filter stack-below" allowClear placeholder={say("rules.kind")} value={kind || null} onChange={(v) => setSearch(v ? { kind: v } : {})} options={[...new Set(all.map((d) => d.kind))].map((k) => ({ value: k, label: named(k) }))} />
        <Shown of={list}>
          {() => (
            <Table
              rowKey={(d) => d.layer + d.key}
              size="middle"
              pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
              scroll={{ x: "max-content" }}
              dataSource={all.filter((d) => !kind || d.kind === kind)}
              locale={{ emptyText: <Nothing text={say("rules.none")} /> }}
              columns={[
                { title: say("rules.name"), render: (_, d) => <Link to={pathOf(d)}>{textOf(d.name, language) || d.id}</Link> },
                { title: say("rules.kind"), render: (_, d) => named(d.kind) },
                { title: say("rules.procedure"), render: (_, d) => (d.procedure ? procedure(d.procedure) : say("rules.every-procedure")) },
                { title: say("rules.layer"), render: (_, d) => unit(d.layer) || say("rules.national") },
                { title: say("rules.own-from"), dataIndex: "from" },
                { title: say("rules.version"), render: (_, d) => say("rules.version-number", { number: d.version }) },
                { title: say("ui.status"), render: (_, d) => <State of={d.state} leaving={leaves(d)} /> },
              ]}
            />
          )}
        </Shown>
      </Card>
    </Page>
  );
}

/** The newest version of each document. */
export function newest(all: Api["DocumentVersion"][]): Api["DocumentVersion"][] {
  const found = new Map<string, Api["DocumentVersion"]>();
  for (const d of all) {
    const key = [d.layer, d.unit, d.procedure, d.kind, d.id].join("|");
    if ((found.get(key)?.version ?? 0) < d.version) found.set(key, d);
  }
  return [...found.values()];
}
