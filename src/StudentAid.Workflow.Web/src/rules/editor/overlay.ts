import type { Node } from "jsonc-parser";
import { Done, hopsOf, sameHop, written, type Hop } from "./chains";
import { healed, optionSet, stepOf, waysOut, type Gestures } from "./gestures";
import { inserted, itemsOf, member, property, removed, set, type Source, type Splice } from "./source";

const verb = (change: Node): unknown => member(change, "do")?.value;

const spelled = (hop: Hop): string => written([hop])[0]!;

/** The gestures on a unit's own changes: each writes a verb, and what the unit itself wrote before is changed there instead of twice. */
export function ofOverlay(source: Source, effective: { hops: Hop[] }): Gestures {
  const list = member(source.root, "changes")!;
  const changes = itemsOf(list);
  const write = (change: Record<string, unknown>): Splice[] => [inserted(source, list, change, undefined)];
  const ownStep = (id: string) => changes.find((c) => verb(c) === "add" && member(member(c, "activity"), "id")?.value === id);
  const after = (hop: { from: string; port: string }) => (hop.port === Done ? hop.from : `${hop.from}.${hop.port}`);
  const ownWay = (hop: Hop) => changes.find((c) => verb(c) === "connect" && onlyHop(member(c, "connection"), hop));
  const cut = (hop: Hop): Splice[] => {
    const own = ownWay(hop);
    return own ? removed(list, [own]) : write({ do: "disconnect", connection: spelled(hop) });
  };
  return {
    insert: (edge, step) => write({ do: "add", activity: stepOf(step), after: after(edge), by: step.port && step.port !== Done ? step.port : undefined }),
    append: (from, port, step) => write({ do: "add", activity: stepOf(step), after: after({ from, port }) }),
    connect: (hop) => write({ do: "connect", connection: spelled(hop) }),
    reconnect(hop, to) {
      const own = ownWay(hop);
      const changed = { ...hop, to };
      if (own) return set(source, own, "connection", spelled(changed));
      return [both(source, list, [{ do: "disconnect", connection: spelled(hop) }, { do: "connect", connection: spelled(changed) }])];
    },
    disconnect: cut,
    remove(id, by) {
      const own = ownStep(id);
      if (own) return { splices: takenBack(source, list, own, id) };
      const ways = waysOut(effective.hops, id);
      if (by === undefined && ways.length > 1) return { ask: ways };
      return { splices: write({ do: "remove", activity: id, by }) };
    },
    move(id, edge, by) {
      if (edge.from === id || edge.to === id) return { splices: [] };
      const ways = waysOut(effective.hops, id);
      if (by === undefined && ways.length > 1) return { ask: ways };
      const way = by ?? ways[0];
      return { splices: write({ do: "move", activity: id, after: after(edge), by: way === Done ? undefined : way }) };
    },
    set(id, option, value) {
      const own = ownStep(id);
      if (own) return optionSet(source, member(own, "activity")!, option, value);
      const before = changes.find((c) => verb(c) === "set" && member(c, "activity")?.value === id && member(c, "option")?.value === option);
      if (before) return set(source, before, "value", value);
      return write({ do: "set", activity: id, option, value });
    },
  };
}

/** Takes a unit's own change of an option back, so that what the layers above say holds again. */
export function inherited(source: Source, id: string, option: string): Splice[] {
  const list = member(source.root, "changes")!;
  return removed(list, itemsOf(list).filter((c) => verb(c) === "set" && member(c, "activity")?.value === id && member(c, "option")?.value === option));
}

/** A step's id, of a change that names it or that writes it out. */
const named = (change: Node): unknown => {
  const activity = member(change, "activity");
  return activity?.type === "object" ? member(activity, "id")?.value : activity?.value;
};

/** Every id that a piece of text gives to a step. */
const idsIn = (node: Node): string[] => [
  ...(node.type === "object" && member(node, "type") && typeof member(node, "id")?.value === "string" ? [member(node, "id")!.value as string] : []),
  ...(node.type === "property" ? node.children!.slice(1) : (node.children ?? [])).flatMap(idsIn),
];

/** A unit's own step with all that its other changes say of it: what led to it leads on, and what was put beside it stands where it stood. */
function takenBack(source: Source, list: Node, own: Node, id: string): Splice[] {
  const changes = itemsOf(list);
  const gone = new Set(idsIn(own));
  const heal = healed(changes.filter((c) => verb(c) === "connect").flatMap((c) => hopsOf(member(c, "connection")!) ?? []), id, undefined);
  const [dropped, splices]: [Node[], Splice[]] = [[own], []];
  const drop = (change: Node) => {
    dropped.push(change);
    if (verb(change) === "add") idsIn(change).forEach((i) => gone.add(i));
  };
  const names = (end: string) => gone.has(end.split("/")[0]!);
  const rewire = (change: Node, hops: Hop[]) => {
    const left = hops.flatMap((h) => (names(h.from) ? [] : !names(h.to) ? [h] : verb(change) === "connect" && h.to === id ? heal(h).filter((made) => made.to !== id) : []));
    const [first, ...rest] = written(left);
    if (first === undefined) return drop(change);
    splices.push(...set(source, change, "connection", first), ...rest.map((connection) => inserted(source, list, { do: verb(change), connection }, change)));
  };
  const replace = (change: Node, side: Side) => {
    const from = sides.find((s) => member(own, s));
    const at = from && (member(own, from)!.value as string);
    if (stepAt(member(change, side)) !== id || (verb(change) === "move" && (!at || at.split(".")[0] === named(change)))) return drop(change);
    const pair = property(change, side)!;
    splices.push(...(at ? [{ offset: pair.offset, length: pair.length, text: `${JSON.stringify(from)}: ${JSON.stringify(at)}` }] : set(source, change, side, undefined)));
  };
  for (const change of changes.filter((c) => c !== own)) {
    const hops = member(change, "connection") && hopsOf(member(change, "connection")!);
    const side = sides.find((s) => gone.has(stepAt(member(change, s)) ?? ""));
    if (gone.has(String(named(change)))) drop(change);
    else if (hops?.some((h) => names(h.from) || names(h.to))) rewire(change, hops);
    else if (side) replace(change, side);
  }
  return [...splices, ...removed(list, dropped)];
}

const sides = ["after", "before"] as const;
type Side = (typeof sides)[number];

/** The step that a place names: `a.Port` is behind a. */
const stepAt = (place: Node | undefined): string | undefined => (place?.value as string | undefined)?.split(".")[0];

function onlyHop(node: Node | undefined, hop: Hop): boolean {
  const hops = node && hopsOf(node);
  return hops?.length === 1 && sameHop(hops[0]!, hop);
}

/** Two changes, one after the other, as one splice. */
function both(source: Source, list: Node, values: [unknown, unknown]): Splice {
  const [first, second] = values.map((v) => inserted(source, list, v, undefined));
  if (itemsOf(list).length > 0) return { ...first!, text: first!.text + second!.text };
  const [head, tail] = [first!.text.trimEnd().slice(0, -1).trimEnd(), second!.text.trimStart().slice(1)];
  return { ...first!, text: `${head},${tail}` };
}
