import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from "@ant-design/icons";
import { Button, Input, Select, Table, type TableProps } from "antd";
import type { Node } from "jsonc-parser";
import { useContext, useMemo } from "react";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Typed } from "../editor/Option";
import { itemsOf, member, plain, read, type Splice } from "../editor/source";
import { Cell } from "./Cell";
import { added, at, dropped, likeLast, put, renamed, swapped, type Way } from "./edits";
import { HandContext, type Hand } from "./hand";
import { blank, isCell, mannerOf, shapeOf, type Shape } from "./shapes";
import { useMemberName } from "./names";

/** What makes a document the one that it is: written in the text alone, for with another it is another document. */
const fixed = ["$schema", "kind", "id", "procedure", "unit"];

interface TableFormProps {
  text: string;
  schema: Shape;
  readOnly: boolean;
  apply: (splices: Splice[]) => void;
}

/** A document as tables, made from its kind's schema and from what stands in it: each field that is left and each row that is put in or out is one change of the text. */
export function TableForm({ text, schema, readOnly, apply }: TableFormProps) {
  const source = useMemo(() => read(text), [text]);
  const hand = useMemo<Hand | null>(() => source && { source, readOnly, act: (make) => apply(make(source)) }, [source, readOnly, apply]);
  return hand && <HandContext.Provider value={hand}><Group way={[]} declared={schema} /></HandContext.Provider>;
}

/** The members that stand there, and a way to put in those that may. */
function Group({ way, declared }: { way: Way; declared: Shape | undefined }) {
  const say = useSay();
  const { source, readOnly, act } = useContext(HandContext);
  const nameOf = useMemberName();
  const node = at(source, way);
  const shape = shapeOf(declared, node);
  const names = Object.keys(shape.properties ?? {}).filter((n) => way.length > 0 || !fixed.includes(n));
  const there = names.filter((n) => member(node, n) || shape.required?.includes(n));
  const absent = names.filter((n) => !there.includes(n));
  return (
    <div className="members">
      {there.map((n) => <Member key={n} name={n} way={[...way, n]} declared={shape.properties![n]} required={shape.required?.includes(n) ?? false} />)}
      {!readOnly && absent.length > 0 && (
        <Select<string>
          className="add-member"
          size="small"
          aria-label={say("rules.member-add")}
          placeholder={say("rules.member-add")}
          value={null}
          showSearch={{ optionFilterProp: "label" }}
          options={absent.map((n) => ({ value: n, label: nameOf(n) }))}
          onChange={(n) => act((s) => put(s, [...way, n], blank(shape.properties![n]!, n)))}
        />
      )}
    </div>
  );
}

interface MemberProps {
  name: string;
  way: Way;
  declared: Shape | undefined;
  required?: boolean;
}

function Member({ name, way, declared, required = false }: MemberProps) {
  const say = useSay();
  const { source, readOnly, act } = useContext(HandContext);
  const title = useMemberName()(name);
  const node = at(source, way);
  const shape = shapeOf(declared, node);
  const manner = mannerOf(shape, node);
  const out = !readOnly && !required && <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={say("rules.member-drop", { name: title })} title={say("rules.member-drop", { name: title })} onClick={() => act((s) => put(s, way, undefined))} />;
  if (manner === "group" || manner === "rows" || manner === "map") {
    return (
      <fieldset className="form-group">
        <legend>{title} {out}</legend>
        {manner === "group" ? <Group way={way} declared={shape} /> : manner === "rows" ? <Rows title={title} way={way} shape={shape} /> : <Entries title={title} way={way} shape={shape} />}
      </fieldset>
    );
  }
  return (
    <div className="member">
      <span className="member-name">{title} {out}</span>
      <Cell name={name} title={title} way={way} shape={shape} node={node} />
    </div>
  );
}

/** The rows of a list: what fits into a cell beside each other, the rest below its row. */
function Rows({ title, way, shape }: { title: string; way: Way; shape: Shape }) {
  const say = useSay();
  const { source, readOnly, act } = useContext(HandContext);
  const nameOf = useMemberName();
  const node = at(source, way);
  const items = itemsOf(node);
  const row = shapeOf(shape, node).items!;
  const { columns, below } = arranged(row, items);
  const rowName = useRowName();
  return (
    <>
      <Table
        size="small"
        pagination={items.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
        rowKey="key"
        scroll={{ x: "max-content" }}
        dataSource={items.map((item, i) => ({ key: i, item }))}
        locale={{ emptyText: say("rules.rows-none") }}
        expandable={{
          rowExpandable: ({ item }) => below.some((n) => member(item, n)) || !readOnly,
          expandedRowRender: ({ key }) => <Group way={[...way, key]} declared={{ ...row, properties: Object.fromEntries(below.map((n) => [n, row.properties![n]!])), required: (row.required ?? []).filter((n) => below.includes(n)), additionalProperties: false }} />,
        }}
        columns={[
          ...columns.map((n) => ({ title: nameOf(n), key: n, render: (_: unknown, { key, item }: { key: number; item: Node }) => <Cell name={n} title={`${rowName(item, key)} ${nameOf(n)}`} way={[...way, key, n]} shape={shapeOf(row.properties![n], member(item, n))} node={member(item, n)} /> })),
          ...(readOnly ? [] : [{ title: say("ui.act"), key: "act", render: (_: unknown, { key, item }: { key: number; item: Node }) => <RowActs name={rowName(item, key)} way={way} row={key} of={items.length} /> }]),
        ]}
      />
      {!readOnly && <Button size="small" className="below" onClick={() => act((s) => added(s, way, likeLast(at(s, way)) ?? blank(row)))}>{say("ui.row-add", { title })}</Button>}
    </>
  );
}

function RowActs({ name, way, row, of }: { name: string; way: Way; row: number; of: number }) {
  const say = useSay();
  const { act } = useContext(HandContext);
  return (
    <span className="nowrap">
      <Button size="small" type="text" icon={<ArrowUpOutlined />} aria-label={say("rules.row-up", { name })} disabled={row === 0} onClick={() => act((s) => swapped(s, way, row - 1, row))} />
      <Button size="small" type="text" icon={<ArrowDownOutlined />} aria-label={say("rules.row-down", { name })} disabled={row === of - 1} onClick={() => act((s) => swapped(s, way, row, row + 1))} />
      <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={say("rules.row-drop", { name })} onClick={() => act((s) => dropped(s, way, row))} />
    </span>
  );
}

interface Entry {
  key: string;
  item: Node;
}

/** Members whose names are the author's own, such as the years of a calendar or the fields of a form. */
function Entries({ title, way, shape }: { title: string; way: Way; shape: Shape }) {
  const say = useSay();
  const { source, readOnly, act } = useContext(HandContext);
  const [language] = useLanguage();
  const node = at(source, way);
  const pairs = (node?.children ?? []).map((p) => ({ key: p.children![0]!.value as string, item: p.children![1]! }));
  const row = shapeOf(shape, node).items!;
  const isRecord = row.properties !== undefined;
  const heading = (item: Node): string => textOf(plain(member(item, "title") ?? member(item, "name")) ?? "", language);
  return (
    <>
      <Table<Entry>
        size="small"
        pagination={false}
        rowKey="key"
        scroll={{ x: "max-content" }}
        dataSource={pairs}
        {...(isRecord ? { expandable: { expandedRowRender: ({ key }: Entry) => <Group way={[...way, key]} declared={undefined} /> } } : {})}
        columns={([
          { title: say("rules.entry"), key: "name", render: (_: unknown, { key }: Entry) => <Typed value={key} changed={(v) => v && act((s) => renamed(s, way, key, v))}>{(typing, type, keep) => <Input size="small" aria-label={say("rules.entry-of", { name: key })} disabled={readOnly} value={typing ?? ""} onChange={(e) => type(e.target.value)} onBlur={keep} onPressEnter={keep} />}</Typed> },
          ...(isRecord && pairs.every((p) => heading(p.item) === "") ? [] : [{ title, key: "value", render: (_: unknown, { key, item }: Entry) => (isRecord ? heading(item) : <Cell name={key} title={key} way={[...way, key]} shape={row} node={item} />) }]),
          ...(readOnly ? [] : [{ title: say("ui.act"), key: "act", render: (_: unknown, { key }: Entry) => <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={say("rules.row-drop", { name: key })} onClick={() => act((s) => put(s, [...way, key], undefined))} /> }]),
        ] satisfies TableProps<Entry>["columns"])}
      />
      {!readOnly && <Button size="small" className="below" onClick={() => act((s) => put(s, [...way, freeName(pairs.map((p) => p.key))], plain(pairs.at(-1)?.item) ?? blank(row)))}>{say("ui.row-add", { title })}</Button>}
    </>
  );
}

/** A name after the last one: a year goes on counting. */
function freeName(taken: string[]): string {
  const last = taken.at(-1) ?? "";
  let number = /^\d+$/.test(last) ? Number(last) + 1 : taken.length + 1;
  const name = (): string => (/^\d+$/.test(last) ? String(number) : `new-${number}`);
  while (taken.includes(name())) number++;
  return name();
}

/** What stands in a row by itself, and what goes below it: what no row has and none needs is not a column. */
function arranged(row: Shape, items: Node[]): { columns: string[]; below: string[] } {
  const names = Object.keys(row.properties ?? {});
  const columns = names.filter((n) => n !== "note" && n !== "article" && isCell(row.properties![n]!) && (row.required?.includes(n) || items.some((i) => member(i, n))) && items.every((i) => mannerOf(row.properties![n]!, member(i, n)) !== "raw"));
  return { columns, below: names.filter((n) => !columns.includes(n)) };
}

function useRowName(): (item: Node, row: number) => string {
  const [language] = useLanguage();
  const say = useSay();
  return (item, row) => textOf(plain(member(item, "name") ?? member(item, "title")) ?? "", language) || (member(item, "id")?.value as string | undefined) || say("ui.row-number", { number: row + 1 });
}
