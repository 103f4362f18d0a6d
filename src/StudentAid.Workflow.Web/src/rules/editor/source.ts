import { parseTree, type Node, type ParseError } from "jsonc-parser";

/** One replacement in a text, in UTF-16 positions of the text before it. */
export interface Splice {
  offset: number;
  length: number;
  text: string;
}

/** A text as it is written, and its tree with offsets. */
export interface Source {
  text: string;
  root: Node;
}

/** What stands in the text; null where it is not JSON. */
export function read(text: string): Source | null {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  return root?.type === "object" && errors.length === 0 ? { text, root } : null;
}

/** The text with all splices done, from the last to the first; at one place what is put in stands before what is taken out, in the order given. */
export const spliced = (text: string, splices: Splice[]): string =>
  [...splices]
    .reverse()
    .sort((a, b) => b.offset - a.offset || b.length - a.length)
    .reduce((done, s) => done.slice(0, s.offset) + s.text + done.slice(s.offset + s.length), text);

/** A property of an object: the pair's node, or undefined. */
export const property = (of: Node, name: string): Node | undefined => of.children?.find((p) => p.children?.[0]?.value === name);

/** A property's value. */
export const member = (of: Node | undefined, name: string): Node | undefined => (of?.type === "object" ? property(of, name)?.children?.[1] : undefined);

/** What a node says, as a plain value. */
export function plain(node: Node | undefined): unknown {
  if (!node) return undefined;
  if (node.type === "array") return (node.children ?? []).map(plain);
  if (node.type === "object") return Object.fromEntries((node.children ?? []).map((p) => [p.children![0]!.value as string, plain(p.children![1])]));
  return node.value;
}

export const itemsOf = (node: Node | undefined): Node[] => (node?.type === "array" ? (node.children ?? []) : []);

/** The place of a JSON pointer, or in a definition of `activity.option`, as far as the text goes along with it. */
export function placed({ root }: Source, pointer: string): Node {
  if (!pointer.startsWith("/")) {
    const [id, option = ""] = pointer.split(".");
    const step = [...objectsOf(root)].find((n) => member(n, "id")?.value === id && member(n, "type"));
    return (step && (property(step, option) ?? step)) ?? root;
  }
  let found = root;
  for (const word of pointer.split("/").filter(Boolean).map((w) => w.replaceAll("~1", "/").replaceAll("~0", "~"))) {
    const inner = found.type === "array" ? itemsOf(found)[Number(word)] : member(found, word);
    if (!inner) break;
    found = inner;
  }
  return found;
}

function* objectsOf(node: Node): Generator<Node> {
  if (node.type === "object") yield node;
  for (const child of node.type === "property" ? node.children!.slice(1) : (node.children ?? [])) yield* objectsOf(child);
}

const lineStart = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;

/** What stands before the first character of the line at a place. */
export const indentAt = (text: string, at: number): string => /^[ \t]*/.exec(text.slice(lineStart(text, at)))![0];

export const newline = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");

/** A value as the short form is written by hand: on one line, with blanks inside braces. */
export function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (value && typeof value === "object") {
    const members = Object.entries(value).filter(([, v]) => v !== undefined);
    return members.length === 0 ? "{}" : `{ ${members.map(([k, v]) => `${JSON.stringify(k)}: ${inline(v)}`).join(", ")} }`;
  }
  return JSON.stringify(value);
}

/** A value in its neighbour's style: over several lines where the neighbour is. */
function styled(source: Source, value: unknown, neighbour: Node | undefined, indent: string): string {
  const spread = neighbour !== undefined && source.text.slice(neighbour.offset, neighbour.offset + neighbour.length).includes("\n");
  if (!spread) return inline(value);
  return JSON.stringify(value, null, 2).split("\n").join(newline(source.text) + indent);
}

/** A new item of an array: a line of its own where its neighbours have one. */
export function inserted(source: Source, array: Node, value: unknown, after: Node | undefined): Splice {
  const items = itemsOf(array);
  if (items.length === 0) {
    const base = indentAt(source.text, array.offset);
    const line = newline(source.text);
    return { offset: array.offset, length: array.length, text: `[${line}${base}  ${styled(source, value, undefined, `${base}  `)}${line}${base}]` };
  }
  const neighbour = after ?? items.at(-1)!;
  const indent = indentAt(source.text, neighbour.offset);
  const own = lineStart(source.text, neighbour.offset) !== lineStart(source.text, array.offset);
  return { offset: neighbour.offset + neighbour.length, length: 0, text: `,${own ? newline(source.text) + indent : " "}${styled(source, value, neighbour, indent)}` };
}

/** Takes items out of an array, each with its comma and its line. */
export function removed(array: Node, gone: Node[]): Splice[] {
  const items = itemsOf(array);
  if (gone.length === 0) return [];
  if (gone.length === items.length) {
    const first = items[0]!.offset;
    const last = items.at(-1)!;
    return [{ offset: first, length: last.offset + last.length - first, text: "" }];
  }
  // What stays first keeps its place; every other one that goes takes the comma before it along.
  const kept = items.findIndex((n) => !gone.includes(n));
  const splices: Splice[] = [];
  if (kept > 0) splices.push({ offset: items[0]!.offset, length: items[kept]!.offset - items[0]!.offset, text: "" });
  for (let i = kept + 1; i < items.length; i++) {
    if (!gone.includes(items[i]!)) continue;
    const start = items[i - 1]!.offset + items[i - 1]!.length;
    splices.push({ offset: start, length: items[i]!.offset + items[i]!.length - start, text: "" });
  }
  return splices;
}

/** Sets a property of an object, or takes it out where the value is undefined. */
export function set(source: Source, object: Node, name: string, value: unknown): Splice[] {
  const pair = property(object, name);
  const old = pair?.children?.[1];
  if (value === undefined) return pair ? without(object, pair) : [];
  if (old) return same(plain(old), value) ? [] : [{ offset: old.offset, length: old.length, text: inline(value) }];
  const last = object.children?.at(-1);
  if (!last) return [{ offset: object.offset, length: object.length, text: `{ ${JSON.stringify(name)}: ${inline(value)} }` }];
  const spread = lineStart(source.text, last.offset) !== lineStart(source.text, object.offset);
  const gap = spread ? newline(source.text) + indentAt(source.text, last.offset) : " ";
  return [{ offset: last.offset + last.length, length: 0, text: `,${gap}${JSON.stringify(name)}: ${inline(value)}` }];
}

function without(object: Node, pair: Node): Splice[] {
  const pairs = object.children ?? [];
  const i = pairs.indexOf(pair);
  if (pairs.length === 1) return [{ offset: pair.offset, length: pair.length, text: "" }];
  const start = i === 0 ? pair.offset : pairs[i - 1]!.offset + pairs[i - 1]!.length;
  const end = i === 0 ? pairs[1]!.offset : pair.offset + pair.length;
  return [{ offset: start, length: end - start, text: "" }];
}

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
