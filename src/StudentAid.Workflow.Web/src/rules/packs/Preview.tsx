import { useQuery } from "@tanstack/react-query";
import { Button, Form, Input, Table, type TableProps } from "antd";
import { useState } from "react";
import { api, body } from "@/api/client";
import { listed, textOf, useLanguage, useSay } from "@/app/texts";
import { Fields } from "@/ui/form/Fields";
import { asked, type Schema } from "@/ui/form/schema";
import { plain, read } from "../editor/source";

type Content = Record<string, unknown>;

const list = (value: unknown): Content[] => (Array.isArray(value) ? (value as Content[]) : []);

/** The kinds of documents that have a picture of their own; of others the text is shown. */
export const pictured = ["score-table", "form", "body", "calendar", "column-profile"];

/** A document as those see it who go by it. */
export function Preview({ of }: { of: Content }) {
  const say = useSay();
  switch (of.kind) {
    case "score-table":
      return <ScoreTable of={of} />;
    case "form":
      return (
        <Form layout="vertical" component="div" disabled aria-label={say("rules.picture-form")}>
          <Fields schema={asked(of as never) as Schema} path={[]} />
        </Form>
      );
    case "body":
      return <Body of={of} />;
    case "calendar":
      return (
        <>
          <Month of={of} />
          <Calendar of={of} />
        </>
      );
    case "column-profile":
      return <Columns of={of} />;
    default:
      return null;
  }
}

/** All rows at once, as on paper. */
function Sheet<T extends object>(of: Pick<TableProps<T>, "rowKey" | "dataSource" | "columns">) {
  return <Table<T> size="small" pagination={false} {...of} />;
}

function useName(): (value: unknown) => string {
  const [language] = useLanguage();
  return (value) => textOf(value, language);
}

function ScoreTable({ of }: { of: Content }) {
  const say = useSay();
  const name = useName();
  const level = useLevels(of.scale);
  const factors = new Map(list(of.factors).map((f) => [f.id as string, f]));
  const rows = list(of.items).flatMap((item) => {
    const parts = [...list(item.options).map((o) => [name(o.name), o.points]), ...list(item.bands).map((b) => [band(b, say("rules.below"), say("rules.from-value")), b.points])];
    return (parts.length > 0 ? parts : [["", item.points]]).map(([what, points], i) => ({ key: `${String(item.id)}${i}`, factor: i === 0 ? name(factors.get(item.factor as string)?.name) : "", item: i === 0 ? name(item.name) : "", what, points }));
  });
  return (
    <>
      <Sheet
        dataSource={rows}
        columns={[
          { title: say("rules.factor"), dataIndex: "factor" },
          { title: say("rules.item"), dataIndex: "item" },
          { title: say("rules.case-of"), dataIndex: "what" },
          { title: say("rules.points"), dataIndex: "points", align: "right" },
        ]}
      />
      <Sheet
        rowKey="level"
        dataSource={list(of.thresholds)}
        columns={[
          { title: say("rules.level-of"), render: (_, t) => level(t.level) },
          { title: say("rules.level-from"), render: (_, t) => (t.exclusiveMinimum === undefined ? String(t.minimum ?? "") : say("rules.more-than", { number: String(t.exclusiveMinimum) })), align: "right" },
        ]}
      />
    </>
  );
}

/** The names of the levels of a scale, by their ids. */
function useLevels(scale: unknown): (id: unknown) => string {
  const name = useName();
  const scales = useQuery({ queryKey: ["packs", "scale"], queryFn: () => body(api.GET("/api/packs", { params: { query: { kind: "scale" } } })) });
  const found = scales.data?.items.filter((d) => d.id === scale && d.state === "published").sort((a, b) => b.version - a.version)[0];
  const text = useQuery({ queryKey: ["packs", found?.layer, found?.key], queryFn: () => body(api.GET("/api/packs/text", { params: { query: { layer: found!.layer, key: found!.key } } })), enabled: found !== undefined, staleTime: Infinity });
  const source = text.data && read(text.data.text);
  const names = new Map(list((source ? (plain(source.root) as Content) : {}).levels).map((l) => [l.id, name(l.name)]));
  return (id) => names.get(id) ?? String(id);
}

/** A range as it is written in the table; amounts stay in its own units. */
function band(of: Content, below: string, from: string): string {
  const [low, high] = [of.minimum ?? of.exclusiveMinimum, of.exclusiveMaximum ?? of.maximum];
  const number = (value: unknown) => Number(value).toLocaleString();
  return [low === undefined ? "" : `${from} ${number(low)}`, high === undefined ? "" : `${below} ${number(high)}`].filter(Boolean).join(" · ");
}

function Body({ of }: { of: Content }) {
  const say = useSay();
  const name = useName();
  const chairs = (of.chairOf as string[] | undefined) ?? [];
  return (
    <Sheet
      rowKey="id"
      dataSource={list(of.categories)}
      columns={[
        { title: say("rules.member"), render: (_, c) => name(c.name) },
        { title: say("rules.at-least"), render: (_, c) => String(c.minimum ?? ""), align: "right" },
        { title: say("rules.share"), render: (_, c) => ((c.share as Content | undefined)?.minimum as string) ?? "" },
        { title: say("rules.may-chair"), render: (_, c) => (chairs.includes(c.id as string) ? say("rules.yes") : "") },
      ]}
    />
  );
}

function Calendar({ of }: { of: Content }) {
  const say = useSay();
  const years = Object.entries((of.years as Record<string, Content> | undefined) ?? {}).sort(([a], [b]) => b.localeCompare(a));
  const days = (value: unknown) => ((value as string[] | undefined) ?? []).map((d) => d.slice("yyyy-".length)).join("  ");
  return (
    <Sheet
      rowKey={([year]) => year}
      dataSource={years}
      columns={[
        { title: say("rules.year"), render: (_, [year]) => year },
        { title: say("rules.off"), render: (_, [, y]) => Object.entries((y.names as Record<string, unknown> | undefined) ?? {}).map(([holiday, at]) => <div key={holiday}>{holiday} {days(at)}</div>) },
        { title: say("rules.working-weekends"), render: (_, [, y]) => days(y.workOnWeekend) },
        { title: say("rules.workdays"), render: (_, [, y]) => String(y.workdays ?? ""), align: "right" },
      ]}
    />
  );
}

/** One month as it hangs on the wall: which of its days are off and which weekend days are worked. */
function Month({ of }: { of: Content }) {
  const say = useSay();
  const [language] = useLanguage();
  const years = (of.years as Record<string, Content> | undefined) ?? {};
  const [month, show] = useState(() => `${Object.keys(years).sort().at(-1) ?? ""}-01`);
  const [year = "", number = ""] = month.split("-");
  const among = (value: unknown, day: string) => Array.isArray(value) && value.includes(day);
  const holiday = (day: string) => Object.entries((years[year]?.names as Content | undefined) ?? {}).find(([, days]) => among(days, day))?.[0];
  const first = new Date(Date.UTC(Number(year), Number(number) - 1, 1));
  if (Number.isNaN(first.getTime()) || !years[year]) return null;
  const Week = 7;
  const lead = (first.getUTCDay() + Week - 1) % Week;
  const count = new Date(Date.UTC(Number(year), Number(number), 0)).getUTCDate();
  const weeks = Array.from({ length: Math.ceil((lead + count) / Week) }, (_, w) => Array.from({ length: Week }, (_, d) => w * Week + d - lead + 1));
  const weekday = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  const move = (by: number) => show(new Date(Date.UTC(Number(year), Number(number) - 1 + by, 1)).toISOString().slice(0, "yyyy-mm".length));
  const edge = (by: number) => !years[new Date(Date.UTC(Number(year), Number(number) - 1 + by, 1)).toISOString().slice(0, "yyyy".length)];
  return (
    <div className="stack-below">
      <div className="strip stack-below">
        <Button size="small" disabled={edge(-1)} onClick={() => move(-1)}>{say("rules.calendar-earlier")}</Button>
        <Input type="month" className="month-choice" aria-label={say("rules.calendar-month")} value={month} onChange={(e) => years[e.target.value.slice(0, "yyyy".length)] && show(e.target.value)} />
        <Button size="small" disabled={edge(1)} onClick={() => move(1)}>{say("rules.calendar-later")}</Button>
      </div>
      <table className="month" aria-label={month}>
        <thead>
          <tr>{weeks[1]!.map((d) => <th key={d} scope="col">{weekday.format(Date.UTC(Number(year), Number(number) - 1, d))}</th>)}</tr>
        </thead>
        <tbody>
          {weeks.map((days) => (
            <tr key={days[0]}>
              {days.map((d, at) => {
                if (d < 1 || d > count) return <td key={d} />;
                const day = `${month}-${String(d).padStart(2, "0")}`;
                const works = among(years[year]?.workOnWeekend, day);
                const rests = among(years[year]?.offOnWeekday, day) || (at >= Week - 2 && !works);
                return <td key={d} className={rests ? "rests" : ""}>{d}<small>{works ? say("rules.calendar-work") : rests ? (holiday(day) ?? say("rules.calendar-rest")) : ""}</small></td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Columns({ of }: { of: Content }) {
  const say = useSay();
  const name = useName();
  const [language] = useLanguage();
  return (
    <Sheet
      rowKey="field"
      dataSource={list(of.fields)}
      columns={[
        { title: say("rules.column"), render: (_, f) => name(f.name) },
        { title: say("rules.headers"), render: (_, f) => listed((f.headers as string[] | undefined) ?? [], language) },
        { title: say("rules.needed"), render: (_, f) => (f.required === true ? say("rules.yes") : "") },
      ]}
    />
  );
}
