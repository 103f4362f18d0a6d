import type { Api } from "@/api/client";
import type { Mark, Marks } from "./worksheet";

type Roster = Api["RosterView"];

/** Those agreed to, in the order put down so far; who is new stands behind them, by the earlier body's place and then by score. */
export function orderOf(entries: Api["EntryView"][], marks: Marks, put: string[]): string[] {
  const agreed = entries.filter((e) => marks[e.case]?.verdict === "agree");
  const proposed = [...agreed].sort((a, b) => (a.rank || Infinity) - (b.rank || Infinity) || (b.total ?? 0) - (a.total ?? 0)).map((e) => e.case);
  return [...put.filter((id) => proposed.includes(id)), ...proposed.filter((id) => !put.includes(id))];
}

/** One of them moved to a place, 1 the first; the others close up, so that none stands twice and none is left out. */
export function moved(order: string[], id: string, place: number): string[] {
  const others = order.filter((x) => x !== id);
  const at = Math.min(Math.max(place, 1), order.length) - 1;
  return [...others.slice(0, at), id, ...others.slice(at)];
}

/** Who has a place in the working copy, in their order. */
export const putOf = (marks: Marks): string[] =>
  Object.entries(marks).filter(([, m]) => (m.rank ?? 0) > 0).sort(([, a], [, b]) => a.rank! - b.rank!).map(([id]) => id);

/**
 * The places that a ranking body gives; undefined where the body does not rank. They stand in the list's working copy, row by row. Later decisions of a list go on behind
 * the earlier ones.
 */
export function ranksOf(roster: Roster, marks: Marks, put: (id: string, mark: Mark) => void) {
  if (!roster.ranking) return undefined;
  const before = roster.ranked ?? 0;
  const order = orderOf(roster.entries, marks, putOf(marks));
  return {
    placeOf: (id: string): number => (order.includes(id) ? before + order.indexOf(id) + 1 : 0),
    first: before + 1,
    last: before + order.length,
    move: (id: string, place: number) =>
      moved(order, id, place - before).forEach((one, at) => {
        const mark = marks[one]!;
        if (mark.rank !== at + 1) put(one, { ...mark, rank: at + 1 });
      }),
  };
}

export type Ranks = NonNullable<ReturnType<typeof ranksOf>>;
