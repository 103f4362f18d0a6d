import type { Api } from "@/api/client";

type Roster = Api["RosterView"];
type Entry = Api["EntryView"];

/** What the recorder put down for one entry; it is no act before the whole list is decided. */
export interface Mark {
  verdict: "agree" | "not-determined" | "return" | "hold";
  level: string;
  reason: string;
  opinion: string;
  /** The place among those agreed to, 1 the first, where the body ranks; none while nobody gave one. */
  rank?: number;
}

export type Marks = Record<string, Mark>;

/** An entry equal to its suggestion needs no hand: it is ticked beforehand, as a proposal; one that came with no level of hardship by its own reason. */
export const proposalOf = (entry: Entry): Mark =>
  typeof entry.refusal === "string" ? { verdict: "not-determined", level: "", reason: entry.refusal, opinion: "" } : entry.level || entry.suggested ? { verdict: "agree", level: entry.level || entry.suggested, reason: "", opinion: "" } : { verdict: "hold", level: "", reason: "", opinion: "" };

/** Sent back to the body before, for a reason that is still to be written. */
export const returned: Mark = { verdict: "return", level: "", reason: "", opinion: "" };

/** To be decided on this list: who was held waits for the next one, and who has left for none. */
export const isOpen = (entry: Entry): boolean => entry.state === "open";

/** A kept row as a mark; none where nothing was put down. */
export const rowOf = (row: { verdict?: string; level?: string; reason?: string; opinion?: string; rank?: number | string } | undefined): Mark | undefined =>
  row?.verdict ? { verdict: row.verdict as Mark["verdict"], level: row.level ?? "", reason: row.reason ?? "", opinion: row.opinion ?? "", ...(Number(row.rank ?? 0) > 0 && { rank: Number(row.rank) }) } : undefined;

export const marksOf = (roster: Roster, kept: Marks = {}): Marks =>
  Object.fromEntries(roster.entries.filter(isOpen).map((e) => [e.case, kept[e.case] ?? proposalOf(e)]));

/** The proposed level differs from what the score suggests, or it is no level at all: the body must say why. */
export const differs = (entry: Entry, mark: Mark): boolean =>
  mark.verdict === "not-determined" ? typeof entry.refusal !== "string" || (entry.suggested !== "" && entry.suggested !== entry.level) :
  mark.verdict !== "agree" || (entry.suggested !== "" && mark.level !== entry.suggested) || (entry.level !== "" && mark.level !== entry.level);

/** The proposed level is another than last year's; of who had none last year there is nothing to differ from. */
export const differsFromLast = (entry: Entry, mark: Mark): boolean => Boolean(entry.last) && (mark.verdict !== "agree" || mark.level !== entry.last!.level);

/** Words are owed by the body that changes something: what the one before gave, with its own words, is agreed to without any. */
export const changes = (entry: Entry, mark: Mark): boolean =>
  mark.verdict === "not-determined" ? typeof entry.refusal !== "string" || (entry.refusal !== "" && mark.reason !== entry.refusal) : mark.verdict !== "agree" || mark.level !== (entry.level || entry.suggested);

export const lacksReason = (entry: Entry, mark: Mark): boolean => (changes(entry, mark) && mark.opinion.trim() === "") || (mark.verdict === "not-determined" && mark.reason === "");

/** One value of the select for all four verdicts; none while a reason has still to be chosen. */
export const choiceOf = (mark: Mark): string | undefined =>
  mark.verdict === "agree" ? `agree:${mark.level}` : mark.verdict !== "not-determined" ? mark.verdict : mark.reason === "" ? undefined : `not-determined:${mark.reason}`;

export function withChoice(mark: Mark, choice: string): Mark {
  const [verdict, value = ""] = choice.split(":", 2) as [Mark["verdict"], string?];
  return { ...mark, verdict, level: verdict === "agree" ? value : "", reason: verdict === "not-determined" ? value : "" };
}

/** As they are sent; with the place of each where the body ranks. */
export const verdictsOf = (marks: Marks, placeOf: (id: string) => number = () => 0): Api["VerdictInput"][] =>
  Object.entries(marks).map(([id, m]) => ({ case: id, verdict: m.verdict, level: m.level, reason: m.reason, opinion: m.opinion.trim(), target: "", rank: placeOf(id), redo: "" }));

/** How many of each choice, for the sentence before the click. */
export function tally(marks: Marks): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const m of Object.values(marks)) {
    const key = m.verdict === "agree" ? m.level : m.verdict;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
