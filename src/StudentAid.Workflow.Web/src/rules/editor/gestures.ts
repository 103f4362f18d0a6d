import type { Node } from "jsonc-parser";
import { allHops, Done, rewired, sameHop, type Hop } from "./chains";
import { inserted, itemsOf, member, plain, removed, set, type Source, type Splice } from "./source";

/** A step as it is put in: what its type needs, and the outcome by which the flow goes on. */
export interface NewStep {
  id: string;
  type: string;
  title: string;
  options: Record<string, unknown>;
  /** Empty where it ends the flow. */
  port: string;
}

/** What a gesture on the picture does to the text: the splices, or the activity's outcomes of which one must be named first. */
export type Deed = { splices: Splice[] } | { ask: string[] };

/** What the picture may do, whoever's text it is: a whole definition's, or a school's own changes. */
export interface Gestures {
  insert(edge: Hop, step: NewStep): Splice[];
  append(from: string, port: string, step: NewStep): Splice[];
  connect(hop: Hop): Splice[];
  reconnect(hop: Hop, to: string): Splice[];
  disconnect(hop: Hop): Splice[];
  remove(id: string, by?: string): Deed;
  move(id: string, edge: Hop, by?: string): Deed;
  set(id: string, option: string, value: unknown): Splice[];
}

/** Every flowchart of a text with its activities. */
function* flows(node: Node | undefined): Generator<Node> {
  if (!node) return;
  if (node.type === "object" && member(node, "activities")?.type === "array") yield node;
  for (const child of node.type === "property" ? node.children!.slice(1) : (node.children ?? [])) yield* flows(child);
}

const idOf = (node: Node): string | undefined => member(node, "id")?.value as string | undefined;

/** The activity with this id, in whichever container. */
export function activity(source: Source, id: string): Node | undefined {
  const search = (node: Node | undefined): Node | undefined => {
    if (!node) return undefined;
    if (node.type === "object" && idOf(node) === id && member(node, "type")) return node;
    for (const child of node.type === "property" ? node.children!.slice(1) : (node.children ?? [])) {
      const found = search(child);
      if (found) return found;
    }
    return undefined;
  };
  return search(member(source.root, "root"));
}

/** The flowchart in which an activity stands. */
export const flowOf = (source: Source, id: string): Node | undefined => [...flows(member(source.root, "root"))].find((f) => itemsOf(member(f, "activities")).some((a) => idOf(a) === id));

const idsOf = (source: Source): Set<string> => new Set([...source.text.matchAll(/"id"\s*:\s*"([^"]+)"/g)].map((m) => m[1]!));

/** An id that nobody has yet, after the type's name. */
export function freeId(type: string, taken: (id: string) => boolean): string {
  const name = type
    .slice(type.lastIndexOf(".") + 1)
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase();
  for (let i = 1; ; i++) {
    const id = i === 1 ? name : `${name}-${i}`;
    if (!taken(id)) return id;
  }
}

export const freeIdIn = (source: Source, type: string): string => {
  const ids = idsOf(source);
  return freeId(type, (id) => ids.has(id));
};

export const stepOf = (step: NewStep): Record<string, unknown> => ({ id: step.id, type: step.type, title: step.title, ...step.options });

/** The ways out of an activity that lead forward, by outcome. */
export const waysOut = (hops: Hop[], id: string): string[] => [...new Set(hops.filter((h) => h.from === id && !h.rewind).map((h) => h.port))];

/** An activity's place in the flow taken out: what led to it leads on to where it led by one outcome. */
export function healed(hops: Hop[], id: string, by: string | undefined): (hop: Hop) => Hop[] {
  const on = hops.filter((h) => h.from === id && !h.rewind && h.to !== id && (by === undefined || h.port === by));
  return (hop) => {
    if (hop.rewind || hop.to !== id || hop.from === id) return [hop];
    return on.map((o) => ({ ...hop, to: o.to })).filter((made) => !hops.some((h) => sameHop(h, made)));
  };
}

/** The gestures on the text of a whole definition. */
export function ofDefinition(source: Source): Gestures {
  const within = (id: string) => {
    const flow = flowOf(source, id);
    return flow && { flow, hops: allHops(flow) };
  };
  const put = (flow: Node, step: NewStep, after: string): Splice => {
    const list = member(flow, "activities")!;
    return inserted(source, list, stepOf(step), itemsOf(list).find((a) => idOf(a) === after));
  };
  const rewire = (id: string, map: (hop: Hop) => Hop[], added: Hop[] = []): Splice[] => {
    const found = within(id);
    return found ? rewired(source, found.flow, map, added) : [];
  };
  const keep = (hop: Hop) => [hop];
  const through = (edge: Hop, id: string, port: string) => (hop: Hop) => (sameHop(hop, edge) ? [{ ...hop, to: id }, { from: id, port, to: edge.to, rewind: false }] : [hop]);
  return {
    insert(edge, step) {
      const found = within(edge.from);
      return found ? [put(found.flow, step, edge.from), ...rewired(source, found.flow, through(edge, step.id, step.port || Done))] : [];
    },
    append(from, port, step) {
      const found = within(from);
      return found ? [put(found.flow, step, from), ...rewired(source, found.flow, keep, [{ from, port, to: step.id, rewind: false }])] : [];
    },
    connect: (hop) => rewire(hop.from, keep, [hop]),
    reconnect: (edge, to) => rewire(edge.from, (hop) => (sameHop(hop, edge) ? [{ ...hop, to }] : [hop])),
    disconnect: (edge) => rewire(edge.from, (hop) => (sameHop(hop, edge) ? [] : [hop])),
    remove(id, by) {
      const found = within(id);
      if (!found) return { splices: [] };
      const ways = waysOut(found.hops, id);
      if (by === undefined && ways.length > 1 && found.hops.some((h) => h.to === id && !h.rewind)) return { ask: ways };
      const heal = healed(found.hops, id, by);
      const list = member(found.flow, "activities")!;
      const gone = itemsOf(list).filter((a) => idOf(a) === id);
      return { splices: [...removed(list, gone), ...rewired(source, found.flow, (hop) => (hop.from === id || (hop.rewind && hop.to === id) ? [] : heal(hop)))] };
    },
    move(id, edge, by) {
      const found = within(id);
      if (!found || edge.from === id || edge.to === id || flowOf(source, edge.from) !== found.flow) return { splices: [] };
      const ways = waysOut(found.hops, id);
      if (by === undefined && ways.length > 1) return { ask: ways };
      const port = by ?? ways[0] ?? Done;
      const heal = healed(found.hops, id, port);
      const lay = through(edge, id, port);
      return { splices: rewired(source, found.flow, (hop) => (hop.from === id && !hop.rewind && hop.port === port ? [] : heal(hop).flatMap(lay))) };
    },
    set(id, option, value) {
      const node = activity(source, id);
      return node ? optionSet(source, node, option, value) : [];
    },
  };
}

/** A text for people that is written in two languages keeps the other one. */
export function optionSet(source: Source, node: Node, option: string, value: unknown): Splice[] {
  const inputs = member(node, "inputs");
  if (inputs && member(inputs, option)) return set(source, inputs, option, value);
  return set(source, node, option, value);
}

/** The value that an activity's option has in the text. */
export const optionOf = (node: Node | undefined, option: string): unknown => plain(member(member(node, "inputs"), option) ?? member(node, option));

