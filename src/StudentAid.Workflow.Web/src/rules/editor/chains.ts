import type { Node } from "jsonc-parser";
import { inline, inserted, itemsOf, member, property, removed, set, type Source, type Splice } from "./source";

/** One way from an activity's outcome to another activity. */
export interface Hop {
  from: string;
  port: string;
  to: string;
  rewind: boolean;
}

export const Done = "Done";

export const sameHop = (a: Hop, b: Hop): boolean => a.from === b.from && a.port === b.port && a.to === b.to && a.rewind === b.rewind;

/** The hops of a connection as it is written; null where the text is not understood. */
export function hopsOf(node: Node): Hop[] | null {
  if (node.type === "object") {
    const [from, port, to] = ["from", "port", "to"].map((name) => member(node, name)?.value as string | undefined);
    return from && to ? [{ from, port: port ?? Done, to, rewind: member(node, "rewind")?.value === true }] : null;
  }
  if (node.type !== "string") return null;
  const text = node.value as string;
  const rewind = text.includes("=>");
  if (rewind && text.includes("->")) return null;
  const parts = text.split(rewind ? "=>" : "->").map((p) => p.trim());
  if (parts.length < 2 || parts.some((p) => p.length === 0)) return null;
  return parts.slice(1).map((to, i) => {
    const [id = "", port = Done] = split(parts[i]!);
    return { from: id, port, to: split(to)[0]!, rewind };
  });
}

function split(end: string): [string, string?] {
  const dot = end.indexOf(".");
  return dot < 0 ? [end] : [end.slice(0, dot), end.slice(dot + 1)];
}

const outOf = (hop: Hop): string => (hop.port === Done ? hop.from : `${hop.from}.${hop.port}`);

/** Hops as strings: what follows one on the other is one chain, a return always stands for itself. */
export function written(hops: Hop[]): string[] {
  const strings: string[] = [];
  let before: Hop | undefined;
  for (const hop of hops) {
    if (before && !before.rewind && !hop.rewind && before.to === hop.from) {
      const chain = strings.pop()!;
      strings.push(`${chain.slice(0, chain.length - hop.from.length)}${outOf(hop)} -> ${hop.to}`);
    } else strings.push(`${outOf(hop)} ${hop.rewind ? "=>" : "->"} ${hop.to}`);
    before = hop;
  }
  return strings;
}

/** Every hop of a flowchart, in the order of the text. */
export const allHops = (flow: Node): Hop[] => itemsOf(member(flow, "connections")).flatMap((c) => hopsOf(c) ?? []);

/**
 * Changes hops where they stand: each is mapped to those that take its place. Only what changes is written anew; hops to be added extend the chain that
 * ends in their activity, or stand on a line of their own.
 */
export function rewired(source: Source, flow: Node, map: (hop: Hop) => Hop[], added: Hop[] = []): Splice[] {
  const array = member(flow, "connections");
  if (!array) return added.length === 0 ? [] : set(source, flow, "connections", written(added));
  const splices: Splice[] = [];
  const gone: Node[] = [];
  const open = [...added];
  const tails = new Map<Node, string[]>();
  for (const node of itemsOf(array)) {
    const before = hopsOf(node);
    if (!before) continue;
    const mapped = before.map(map);
    const after = mapped.flat();
    const extended = node.type === "string" ? extend(after, open) : [];
    if (extended.length === 0 && before.length === after.length && before.every((h, i) => sameHop(h, after[i]!))) continue;
    const all = [...after, ...extended];
    if (all.length === 0) gone.push(node);
    else if (node.type === "object") {
      splices.push(...ends(node, before[0]!, all[0]!));
      if (all.length > 1) tails.set(node, written(all.slice(1)));
    } else {
      const strings = written(all);
      splices.push({ offset: node.offset, length: node.length, text: JSON.stringify(strings[0]) });
      if (strings.length > 1) tails.set(node, strings.slice(1));
    }
  }
  for (const [node, strings] of tails) splices.push(...strings.map((s) => inserted(source, array, s, node)));
  const rest = written(open);
  if (gone.length === itemsOf(array).length && gone.length > 0) return [...splices, { offset: array.offset, length: array.length, text: inline(rest) }];
  const last = itemsOf(array).findLast((n) => !gone.includes(n));
  if (itemsOf(array).length === 0 && rest.length > 0) return [...splices, { ...inserted(source, array, rest[0], undefined) }];
  return [...splices, ...removed(array, gone), ...rest.map((s) => inserted(source, array, s, last))];
}

/** Takes from the open hops those that go on where a chain ends. */
function extend(chain: Hop[], open: Hop[]): Hop[] {
  const found: Hop[] = [];
  let end = chain.at(-1);
  while (end && !end.rewind) {
    const i = open.findIndex((h) => !h.rewind && h.from === end!.to);
    if (i < 0) break;
    end = open.splice(i, 1)[0]!;
    found.push(end);
  }
  return found;
}

/** The ends of a connection that is written as an object; whatever else it says stays. */
function ends(node: Node, before: Hop, after: Hop): Splice[] {
  const splices: Splice[] = [];
  const put = (name: "from" | "port" | "to") => {
    const value = member(node, name);
    if (before[name] === after[name]) return;
    if (value) splices.push({ offset: value.offset, length: value.length, text: JSON.stringify(after[name]) });
    else {
      const from = property(node, "from")!;
      splices.push({ offset: from.offset + from.length, length: 0, text: `, ${JSON.stringify(name)}: ${JSON.stringify(after[name])}` });
    }
  };
  put("from");
  put("port");
  put("to");
  return splices;
}
