import { useQuery } from "@tanstack/react-query";
import { Button, Card, Select, Space, Table } from "antd";
import { Link, useSearchParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useRounds, useRules } from "@/api/reading";
import { endOf, spanOf } from "@/after/ends";
import { useUnitOf } from "@/app/duties";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { useYears } from "@/funds/years";
import { yuan } from "@/ui/money";
import { Nothing, Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";

type Row = Api["HardshipView"];

const Rows = 50;

/** The base of students in hardship: who held which level in a school year, what aid he got and what is to be paid back. Year, level and page stand in the address. */
export default function HardshipBase() {
  const say = useSay();
  const office = useUnitOf("hand-out-papers");
  const above = useUnitOf("oversee");
  const unit = office ?? above;
  const [search, setSearch] = useSearchParams();
  const { years, current } = useYears();
  const year = search.get("year") ?? current;
  const level = search.get("level") ?? undefined;
  const cursor = search.get("cursor") ?? undefined;
  const levels = useLevels(year);
  const base = useQuery({
    queryKey: ["hardship-base", { unit, year, level, cursor }],
    queryFn: () => body(api.GET("/api/hardship-base", { params: { query: { unit: unit!, schoolYear: year!, size: Rows, ...(level ? { level } : {}), ...(cursor ? { cursor } : {}) } } })),
    enabled: Boolean(unit && year),
    placeholderData: (before) => before,
  });
  const put = (values: Record<string, string | undefined>) => setSearch(Object.fromEntries(Object.entries({ year, level, ...values }).filter((v): v is [string, string] => Boolean(v[1]))));
  return (
    <Page title="funds.hardship" sentence={say("funds.hardship-sentence")}>
      <Card>
        <Space wrap size={12} className="stack-below">
          <Select aria-label={say("funds.year")} className="filter" value={year} onChange={(v: string) => put({ year: v })} options={years.map((value) => ({ value, label: value }))} />
          {levels.length > 0 && <Select aria-label={say("funds.level")} className="filter" allowClear placeholder={say("funds.level")} value={level} onChange={(v: string | undefined) => put({ level: v })} options={levels} />}
        </Space>
        {!unit ? (
          <Nothing text={say("funds.hardship-not-yours")} />
        ) : (
          <Shown of={base} rows={8}>
            {(page) => (
              <>
                {page.items.length === 0 ? <Nothing text={say(level ? "ui.nothing-filtered" : "funds.hardship-none", { year: year ?? "" })} /> : <Students rows={page.items} />}
                {(cursor || page.next) && (
                  <Space className="pager">
                    <Button disabled={!cursor} onClick={() => put({})}>{say("funds.first-page")}</Button>
                    <Button disabled={!page.next} onClick={() => put({ cursor: page.next ?? undefined })}>{say("ui.next")}</Button>
                  </Space>
                )}
              </>
            )}
          </Shown>
        )}
      </Card>
    </Page>
  );
}

function Students({ rows }: { rows: Row[] }) {
  const say = useSay();
  const [language] = useLanguage();
  const several = new Set(rows.map((r) => r.school)).size > 1;
  return (
    <Table<Row>
      rowKey={(r) => r.school + r.person}
      size="middle"
      pagination={false}
      dataSource={rows}
      columns={[
        { title: say("ui.name"), render: (_, r) => <Link to={`/students/${r.person}`}>{r.name || say("funds.no-name")}</Link> },
        ...(several ? [{ title: say("funds.school"), render: (_: unknown, r: Row) => r.schoolName }] : []),
        { title: say("funds.levels"), render: (_, r) => <Lines of={r.levels.map((l) => [say("funds.level-days", { level: textOf(l.name, language), days: spanOf(say, l, language) }), endOf(say, l.endedBy)].filter(Boolean).join(" · "))} /> },
        { title: say("funds.aid"), responsive: ["md"], render: (_, r) => <Lines of={r.aid.map((a) => say("funds.aid-of", { aid: textOf(a.name, language), semester: a.semester, granted: yuan(Number(a.granted), language), state: a.stateName }))} /> },
        { title: say("funds.paid"), align: "right", render: (_, r) => yuan(Number(r.paid), language) },
        { title: say("funds.recoveries"), responsive: ["md"], render: (_, r) => <Lines of={r.recoveries.map((x) => say("funds.recovery", { amount: yuan(Number(x.amount), language), paid: yuan(Number(x.paid), language) }))} /> },
      ]}
    />
  );
}

function Lines({ of }: { of: string[] }) {
  return (
    <>
      {of.map((line, i) => (
        <div key={`${i}-${line}`}>{line}</div>
      ))}
    </>
  );
}

/** Levels by which the base can be narrowed: those of the year's first round that one may look up. */
function useLevels(year: string | undefined): { value: string; label: string }[] {
  const [language] = useLanguage();
  const round = useRounds().data?.items.find((r) => r.schoolYear === year && !r.practice);
  return (useRules(round?.id).data?.levels ?? []).map((l) => ({ value: l.id, label: textOf(l.name, language) }));
}
