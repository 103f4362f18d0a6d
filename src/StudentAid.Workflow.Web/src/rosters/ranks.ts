import { useState } from "react";
import type { Api } from "@/api/client";
import type { Marks } from "./worksheet";

type Roster = Api["RosterView"];

/** Ids in the order in which the body puts them; kept in this tab until the list is decided. */
const kept = (roster: string): string[] => {
  try {
    return JSON.parse(sessionStorage.getItem(`studentaid.ranks.${roster}`) ?? "[]") as string[];
  } catch {
    return [];
  }
};

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

/** The places that a ranking body gives; undefined where the body does not rank. Later decisions of a list go on behind the earlier ones. */
export function useRanks(roster: Roster, marks: Marks) {
  const [put, setPut] = useState(() => kept(roster.id));
  if (!roster.ranking) return undefined;
  const before = roster.ranked ?? 0;
  const order = orderOf(roster.entries, marks, put);
  return {
    placeOf: (id: string): number => (order.includes(id) ? before + order.indexOf(id) + 1 : 0),
    first: before + 1,
    last: before + order.length,
    move: (id: string, place: number) => {
      const next = moved(order, id, place - before);
      sessionStorage.setItem(`studentaid.ranks.${roster.id}`, JSON.stringify(next));
      setPut(next);
    },
    forget: () => sessionStorage.removeItem(`studentaid.ranks.${roster.id}`),
  };
}

export type Ranks = NonNullable<ReturnType<typeof useRanks>>;
