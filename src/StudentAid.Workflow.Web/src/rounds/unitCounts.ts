import type { Api } from "@/api/client";

type Count = Api["RoundView"]["counts"][number];

/** A unit with how many of its students wait at each activity, how many are done with, and the units below it. */
export interface UnitProgress {
  unit: string;
  at: Record<string, number>;
  ended: number;
  total: number;
  children?: UnitProgress[];
}

const over = (unit: string): string => unit.slice(0, unit.lastIndexOf("/", unit.length - 2) + 1);

/** Cases by unit and activity, folded along the units up to the school; a unit above has the sum of those below. */
export function progressOf(counts: Count[], school: string): UnitProgress {
  const units = new Map<string, UnitProgress>();
  const find = (unit: string): UnitProgress => {
    const known = units.get(unit);
    if (known) return known;
    const made: UnitProgress = { unit, at: {}, ended: 0, total: 0 };
    units.set(unit, made);
    if (unit !== school && unit.startsWith(school)) (find(over(unit)).children ??= []).push(made);
    return made;
  };
  find(school);
  for (const c of counts.filter((x) => x.kind === "instance" && x.status !== "cancelled" && x.unit.startsWith(school))) {
    for (let unit = c.unit; unit.startsWith(school); unit = over(unit)) {
      const row = find(unit);
      row.total += c.count;
      if (c.status === "finished") row.ended += c.count;
      else for (const activity of c.at) row.at[activity] = (row.at[activity] ?? 0) + c.count;
    }
  }
  return find(school);
}

type Line = Api["RoundLevelsView"]["lines"][number];

/** A unit's line of the levels with those below it. */
export type UnitLevels = Line & { children?: UnitLevels[] };

/** Lines, each before those below it, as a tree; who sees only part of the school has several roots. */
export function levelsOf(lines: Line[]): UnitLevels[] {
  const made = new Map<string, UnitLevels>();
  const roots: UnitLevels[] = [];
  for (const line of lines) {
    const row: UnitLevels = { ...line };
    made.set(row.unit, row);
    const above = made.get(over(row.unit));
    if (above) (above.children ??= []).push(row);
    else roots.push(row);
  }
  return roots;
}

/** The rows of a tree, each before those below it. */
export const rowsOf = (row: UnitProgress): UnitProgress[] => [row, ...(row.children ?? []).flatMap(rowsOf)];

const Day = 24 * 3600_000;

/** Whole days since an instant. */
export const daysSince = (instant: string, now: string): number => Math.max(0, Math.floor((Date.parse(now) - Date.parse(instant)) / Day));

/** Cells as CSV that a spreadsheet opens in Chinese; what it would take for a formula is put in as words. */
export const csvOf = (rows: (string | number)[][]): string =>
  "\ufeff" + rows.map((row) => row.map((cell) => `"${String(cell).replace(/^(?=[=+\-@])/, "'").replaceAll('"', '""')}"`).join(",")).join("\r\n");
