import type { Key, Say } from "@/app/texts";

const ends: Record<string, Key> = {
  "year-over": "after.ended-year-over",
  "validity-over": "after.ended-validity-over",
  superseded: "after.ended-superseded",
  revoked: "after.ended-revoked",
  exited: "after.ended-exited",
  "handed-over": "after.ended-handed-over",
};

/** What ended a level before its year was over; empty for the end that everybody's level comes to, until that has come. */
export const endOf = (say: Say, end: string, past = false): string => (end === "" || (end === "year-over" && !past) ? "" : say(ends[end] ?? "after.ended-other"));
