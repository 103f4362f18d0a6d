import { useRounds } from "@/api/reading";
import { useMe } from "@/app/session";

const Written = /^(\d{4})(\D+)(\d{4})(.*)$/;

/** The school year after one, written the same way; undefined where it is not written as two years. */
export function yearAfter(year: string): string | undefined {
  const [, from, between, to, rest] = Written.exec(year) ?? [];
  return from && to ? `${Number(from) + 1}${between}${Number(to) + 1}${rest}` : undefined;
}

const August = 8;

/** The school year of a day, as it is written where no round says otherwise. */
export const yearOf = (day: string): string => {
  const [year = 0, month = 0] = day.split("-").map(Number);
  const from = month >= August ? year : year - 1;
  return `${from}\u2014${from + 1}`;
};

/** School years that one may choose, the youngest first: those of the rounds, and the one after them, for which places are given beforehand. */
export function useYears(): { years: string[]; current: string | undefined } {
  const now = useMe().data?.now;
  const rounds = useRounds().data?.items;
  if (!rounds || !now) return { years: [], current: undefined };
  const known = [...new Set(rounds.map((r) => r.schoolYear))].sort().reverse();
  const current = known[0] ?? yearOf(now.slice(0, 10));
  const next = yearAfter(current);
  return { years: [...new Set([...(next ? [next] : []), current, ...known])], current };
}
