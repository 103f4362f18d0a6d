import { findNodeAtLocation, type Node } from "jsonc-parser";
import { inserted, itemsOf, member, plain, property, removed, set, type Source, type Splice } from "../editor/source";

/** Where something stands in a document: names of members and places in lists. */
export type Way = (string | number)[];

export const at = (source: Source, way: Way): Node | undefined => (way.length === 0 ? source.root : findNodeAtLocation(source.root, way));

/** Writes a value there, or takes the member out where it is undefined; what is missing above it is put in with it. */
export function put(source: Source, way: Way, value: unknown): Splice[] {
  const [above, last] = [way.slice(0, -1), way.at(-1)!];
  const holder = at(source, above);
  if (!holder) return value === undefined ? [] : put(source, above, { [last]: value });
  if (typeof last === "string") return holder.type === "object" ? set(source, holder, last, value) : put(source, above, { [last]: value });
  const item = itemsOf(holder)[last];
  return item ? [{ offset: item.offset, length: item.length, text: JSON.stringify(value) }] : [];
}

/** A label in one of its languages: a text stands for Chinese alone, and with English it becomes a pair. */
export function label(source: Source, way: Way, language: "zh-CN" | "en", value: string): Splice[] {
  const node = at(source, way);
  if (node?.type === "object") return put(source, [...way, language], value === "" && language === "en" ? undefined : value);
  if (language === "zh-CN") return put(source, way, value);
  return value === "" ? [] : put(source, way, { "zh-CN": (node?.value as string | undefined) ?? "", en: value });
}

/** A new row below the others. */
export const added = (source: Source, way: Way, value: unknown): Splice[] => {
  const list = at(source, way);
  return list?.type === "array" ? [inserted(source, list, value, undefined)] : put(source, way, [value]);
};

export const dropped = (source: Source, way: Way, row: number): Splice[] => {
  const list = at(source, way);
  const item = itemsOf(list)[row];
  return list && item ? removed(list, [item]) : [];
};

/** Two rows change places; each keeps its own way of being written. */
export function swapped(source: Source, way: Way, row: number, other: number): Splice[] {
  const items = itemsOf(at(source, way));
  const [a, b] = [items[row], items[other]];
  if (!a || !b) return [];
  const written = (node: Node): string => source.text.slice(node.offset, node.offset + node.length);
  return [{ offset: a.offset, length: a.length, text: written(b) }, { offset: b.offset, length: b.length, text: written(a) }];
}

/** Gives a member another name; one that is taken already is left. */
export function renamed(source: Source, way: Way, name: string, next: string): Splice[] {
  const holder = at(source, way);
  const key = holder && property(holder, name)?.children?.[0];
  return key && next !== "" && !member(holder, next) ? [{ offset: key.offset, length: key.length, text: JSON.stringify(next) }] : [];
}

/** A row to begin a new one with: what stands in the last, with an id and a name that are nobody's yet. */
export function likeLast(list: Node | undefined): unknown {
  const rows = itemsOf(list);
  const last = plain(rows.at(-1)) as Record<string, unknown> | undefined;
  if (!last) return undefined;
  const taken = new Set(rows.map((r) => member(r, "id")?.value as string | undefined));
  let number = rows.length + 1;
  while (taken.has(`new-${number}`)) number++;
  return { ...last, ...("id" in last ? { id: `new-${number}` } : {}), ...("name" in last ? { name: "" } : {}) };
}
