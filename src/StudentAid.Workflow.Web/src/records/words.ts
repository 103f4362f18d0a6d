import type { Key } from "@/app/texts";

/** How something was verified. */
export const methods: Record<string, Key> = {
  "home-visit": "records.method-home-visit",
  talk: "records.method-talk",
  telephone: "records.method-telephone",
  letter: "records.method-letter",
  data: "records.method-data",
  "data-analysis": "records.method-data",
  review: "records.method-review",
};

/** What the decision rests on besides the form, by what was read or where it stands. */
export const facts: Record<string, Key> = {
  match: "records.fact-match",
  committee: "records.fact-committee",
  calendar: "records.fact-calendar",
  person: "records.fact-person",
  people: "records.fact-person",
  proofs: "records.fact-proofs",
  file: "records.fact-proofs",
  fund: "records.fact-fund",
  hints: "records.fact-hints",
  round: "records.fact-round",
  unit: "records.fact-unit",
  group: "records.fact-unit",
  principal: "records.fact-staff",
};

/** How a notice ended. */
export const endings: Record<string, Key> = { Passed: "records.notice-passed", Upheld: "records.notice-upheld" };

/** What an objection came to. */
export const results: Record<string, Key> = { upheld: "records.objection-upheld", "not-upheld": "records.objection-not-upheld" };
