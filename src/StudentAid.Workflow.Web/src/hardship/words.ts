import type { Key } from "@/app/texts";

/** What ended a level before its year was over, or that the year is. */
export const ended: Record<string, Key> = {
  "year-over": "funds.ended-year-over",
  "validity-over": "funds.ended-validity-over",
  superseded: "funds.ended-superseded",
  revoked: "funds.ended-revoked",
  exited: "funds.ended-exited",
  "handed-over": "funds.ended-handed-over",
};

/** Ends that everybody's level comes to need no word beside its days. */
export const isPlain = (end: string): boolean => end === "" || end === "year-over";
