import type { Key, Say } from "@/app/texts";

export const aids: Record<string, Key> = {
  "national-grant": "after.aid-national-grant",
  "national-endeavour-scholarship": "after.aid-endeavour",
  "fee-waiver": "after.aid-fee-waiver",
  "living-allowance": "after.aid-living",
  "school-aid": "after.aid-school",
  other: "after.aid-other",
};

/** What aid that is to be paid back is called. */
export const aidOf = (say: Say, aid: string): string => say(aids[aid] ?? "after.aid-other");
