import { useQuery } from "@tanstack/react-query";
import { Select, Table } from "antd";
import { Link, useSearchParams } from "react-router";
import { api, body } from "@/api/client";
import { useUnitList, useUnits } from "@/api/reading";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { Cursors } from "@/ui/Cursors";
import { Nothing } from "@/ui/Page";
import { Shown } from "@/ui/Refused";

const stands: Record<string, Key> = {
  none: "chase.stands-none",
  begun: "chase.stands-begun",
  withdrawn: "chase.stands-withdrawn",
  waived: "chase.waived",
};

/** The register without those who applied: the teacher's class, the office's school class by class. The unit stands in the address. */
export function NotApplied({ round, school }: { round: string; school: string }) {
  const say = useSay();
  const [language] = useLanguage();
  const units = useUnitList().data?.items ?? [];
  const [search, setSearch] = useSearchParams();
  const [unit, cursor] = [search.get("unit") ?? undefined, search.get("cursor") ?? undefined];
  const missing = useQuery({
    queryKey: ["chase", round, "not-applied", unit, cursor],
    queryFn: () => body(api.GET("/api/rounds/{id}/not-applied", { params: { path: { id: round }, query: { ...(unit ? { unit } : {}), ...(cursor ? { cursor } : {}) } } })),
    placeholderData: (before) => before,
  });
  const nameOf = useUnits();
  const below = units.filter((u) => u.path.startsWith(school) && u.path !== school);
  return (
    <div className="stack">
      <p className="quiet">{say("chase.not-applied-what")}</p>
      <div>
        {below.length > 1 && (
          <Select
            aria-label={say("ui.unit")}
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            placeholder={say("ui.unit")}
            className="filter"
            value={unit}
            onChange={(v: string | undefined) => setSearch(v ? { unit: v } : {})}
            options={below.map((u) => ({ value: u.path, label: textOf(u.name, language) }))}
          />
        )}
      </div>
      <Shown of={missing}>
        {(page) =>
          page.items.length === 0 && !page.next ? (
            <Nothing text={say(unit || cursor ? "ui.nothing-filtered" : "chase.all-applied")} />
          ) : (
            <Table
              rowKey="person"
              size="middle"
              pagination={false}
              dataSource={page.items}
              columns={[
                { title: say("ui.name"), render: (_, r) => (r.case ? <Link to={`/cases/${r.case}`}>{r.name}</Link> : r.name) },
                { title: say("cases.class"), render: (_, r) => nameOf(r.unit) },
                { title: say("chase.stands"), render: (_, r) => say(stands[r.stands] ?? "chase.stands-none") },
              ]}
            />
          )
        }
      </Shown>
      <Cursors previous={missing.data?.previous} next={missing.data?.next} />
    </div>
  );
}
