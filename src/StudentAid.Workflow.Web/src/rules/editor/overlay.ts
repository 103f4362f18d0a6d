import type { Node } from "jsonc-parser";
import { Done, hopsOf, sameHop, written, type Hop } from "./chains";
import { optionSet, stepOf, waysOut, type Gestures } from "./gestures";
import { inserted, itemsOf, member, removed, set, type Source, type Splice } from "./source";

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
      if (own) return { splices: removed(list, changes.filter((c) => c === own || (verb(c) === "set" && member(c, "activity")?.value === id))) };
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
