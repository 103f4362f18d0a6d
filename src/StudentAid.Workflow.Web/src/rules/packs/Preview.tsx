import { Form, Table, type TableProps } from "antd";
import { listed, textOf, useLanguage, useSay } from "@/app/texts";
import { Fields } from "@/ui/form/Fields";
import { asked, type Schema } from "@/ui/form/schema";

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
      return <Calendar of={of} />;
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
  const factors = new Map(list(of.factors).map((f) => [f.id as string, f]));
  const rows = list(of.items).flatMap((item) => {
    const parts = [...list(item.options).map((o) => [name(o.name), o.points]), ...list(item.bands).map((b) => [band(b, say("rules.below"), say("rules.from-value")), b.points])];
    return (parts.length > 0 ? parts : [["", item.points]]).map(([what, points], i) => ({ key: `${String(item.id)}${i}`, factor: i === 0 ? name(factors.get(item.factor as string)?.name) : "", item: i === 0 ? name(item.name) : "", what, points }));
  });
  return (
    <Sheet
      dataSource={rows}
      columns={[
        { title: say("rules.factor"), dataIndex: "factor" },
        { title: say("rules.item"), dataIndex: "item" },
        { title: say("rules.case-of"), dataIndex: "what" },
        { title: say("rules.points"), dataIndex: "points", align: "right" },
      ]}
    />
  );
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
