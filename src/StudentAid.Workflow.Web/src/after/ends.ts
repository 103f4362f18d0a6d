import type { Key, Language, Say } from "@/app/texts";
import { fullDayOf } from "@/ui/time";

const ends: Record<string, Key> = {
  "year-over": "after.ended-year-over",
  "validity-over": "after.ended-validity-over",
  superseded: "after.ended-superseded",
  revoked: "after.ended-revoked",
  exited: "after.ended-exited",
  left: "after.ended-left",
  "handed-over": "after.ended-handed-over",
};

/** What ended a level before its days were over; empty for the end that every level comes to, until that has come. */
export const endOf = (say: Say, end: string, past = false): string => (end === "" || (!past && (end === "year-over" || end === "validity-over")) ? "" : say(ends[end] ?? "after.ended-other"));

/** The last day of a level; one that names none is held until the student leaves the school. */
export const lastOf = (say: Say, until: string | null | undefined, language: Language): string => (until ? fullDayOf(until, language) : say("after.until-left"));

/** The days of a level; one that was ended before its first day has none. */
export const spanOf = (say: Say, { from, until }: { from: string; until?: string | null }, language: Language): string =>
  until && until < from ? say("after.never-began") : say("after.from-until", { from: fullDayOf(from, language), until: lastOf(say, until, language) });
