import { useQuery } from "@tanstack/react-query";
import { Select, Table } from "antd";
import { Link, useSearchParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { useYears } from "@/funds/years";
import { Shown } from "@/ui/Refused";

/** The final lists of a school year by the units below, and which schools have not filed; year and unit stand in the address. What would give a few away is not told. */
export function Progress() {
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const { years, current } = useYears();
  const schoolYear = search.get("year") ?? current;
  const unit = search.get("unit") ?? undefined;
  const before = schoolYear && years[years.indexOf(schoolYear) + 1];
  const asked = { schoolYear: schoolYear ?? "", ...(unit ? { unit } : {}) };
  const sheet = useQuery({ queryKey: ["statistics", asked], enabled: !!schoolYear, queryFn: () => body(api.GET("/api/oversight/statistics", { params: { query: asked } })) });
  const last = useQuery({ queryKey: ["statistics", { ...asked, schoolYear: before }], enabled: !!before, queryFn: () => body(api.GET("/api/oversight/statistics", { params: { query: { ...asked, schoolYear: before! } } })) });
  return (
    <div className="stack">
      <div className="strip">
        <Select
          aria-label={say("oversight.school-year")}
          className="filter"
          value={schoolYear}
          onChange={(year: string) => setSearch({ year, ...(unit ? { unit } : {}) })}
          options={years.map((year) => ({ value: year, label: year }))}
        />
        <a className="ant-btn-like" href={`/api/oversight/statistics/file?${new URLSearchParams(asked)}`}>{say("oversight.statistics-file")}</a>
      </div>
      {unit && <Link to={`?${new URLSearchParams({ year: schoolYear ?? "" }).toString()}`}>{say("oversight.all-units")}</Link>}
      <Shown of={sheet}>{(s) => <Sheet of={s} {...(last.data ? { last: last.data } : {})} />}</Shown>
    </div>
  );
}

function Sheet({ of, last }: { of: Api["StatisticsView"]; last?: Api["StatisticsView"] }) {
  const say = useSay();
  const [language] = useLanguage();
  const told = (count: number | null | undefined) => count ?? <span className="quiet">{say("oversight.not-told")}</span>;
  return (
    <>
      <p className="quiet">{say("oversight.statistics-what", { least: String(of.least) })}</p>
      <p>{of.unfiled.length === 0 ? say("oversight.all-filed", { schools: String(of.schools) }) : say("oversight.unfiled", { unfiled: String(of.unfiled.length), schools: String(of.schools) })}</p>
      {of.unfiled.length > 0 && (
        <ul>
          {of.unfiled.map((s) => (
            <li key={s.school}>{textOf(s.name, language)}<span className="quiet"> {say(s.status === "none" ? "oversight.unfiled-none" : "oversight.unfiled-open", { open: String(s.open) })}</span></li>
          ))}
        </ul>
      )}
      {of.tables.map((t) => (
        <Table<Api["StatisticsLine"]>
          key={`${t.procedure} ${t.of}`}
          title={() => `${textOf(t.name, language)} · ${say(t.of === "level" ? "oversight.by-level" : "oversight.by-group")}`}
          rowKey={(line) => line.unit}
          size="small"
          pagination={false}
          dataSource={t.lines}
          columns={[
            { title: say("oversight.unit"), render: (_, l) => (l.unit === of.unit ? textOf(l.name, language) : <Link to={`?${new URLSearchParams({ year: of.schoolYear, unit: l.unit }).toString()}`}>{textOf(l.name, language)}</Link>) },
            ...(t.of === "level" ? [{ title: say("oversight.total"), render: (_: unknown, l: Api["StatisticsLine"]) => told(l.total) }] : []),
            ...(t.of === "level" && last ? [{ title: say("oversight.last-year", { year: last.schoolYear }), key: "last", render: (_: unknown, l: Api["StatisticsLine"]) => told(totalIn(last, t, l.unit)) }] : []),
            ...t.columns.map((c, i) => ({ title: textOf(c, language), key: String(i), render: (_: unknown, l: Api["StatisticsLine"]) => told(l.cells[i]?.count) })),
          ]}
        />
      ))}
    </>
  );
}

/** What another year's sheet tells of the same unit and procedure; none, or not told. */
const totalIn = (sheet: Api["StatisticsView"], table: Api["StatisticsTableView"], unit: string): number | null | undefined =>
  sheet.tables.find((t) => t.procedure === table.procedure && t.of === table.of)?.lines.find((l) => l.unit === unit)?.total;
