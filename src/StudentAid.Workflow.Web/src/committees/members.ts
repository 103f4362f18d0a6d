import { sealed } from "@/api/act";
import { newKey, type Api } from "@/api/client";

export type Body = Api["BodyName"];
type Seat = Api["SeatView"];
type Committee = Api["CommitteeView"];

/** A member or substitute as he is filled in. Known is who was named before: with whom he must withdraw goes along. Id is his who is new and has neither account nor student. */
export interface Named {
  id?: string;
  known?: Seat;
  category?: string;
  name?: string;
  account?: string;
  student?: { id: string; name: string };
  chair?: boolean;
  traits?: Record<string, string>;
}

export interface Filled {
  term: string;
  termFrom?: string;
  termUntil?: string;
  published?: string;
  elected?: string;
  members: Named[];
  substitutes?: Named[];
  invited?: string[];
}

/** Somebody new: an id that nobody had before him, for who left may have voted under his. */
export const newcomer = (): Named => ({ id: newKey() });

/** Who was named before, to be named anew; somebody new where there is nobody. A term that is over is not named again, nor the days that were its own. */
export const filledOf = (before: Committee | undefined, schoolYear: string, today: string): Filled => ({
  ...(before && !isOver(before, schoolYear, today) ? { term: before.term || schoolYear, ...daysOf(before) } : { term: schoolYear }),
  members: before?.members.map(knownOf) ?? [newcomer()],
  substitutes: before?.substitutes.map(knownOf) ?? [],
  invited: before?.invited ?? [],
});

const daysOf = ({ termFrom, termUntil, published, elected }: Committee) => ({
  ...(termFrom ? { termFrom } : {}),
  ...(termUntil ? { termUntil } : {}),
  ...(published ? { published } : {}),
  ...(elected ? { elected } : {}),
});

/** First and last calendar year of school years; 2025 alone is 2025 to 2026. */
const yearsOf = (term: string) => {
  const [first, last] = (term.match(/\d{4}/g) ?? []).map(Number);
  return first === undefined ? undefined : { first, last: last ?? first + 1 };
};

/** As the server judges it when they meet: by the last day where there is one, else by the round's school year. */
function isOver({ term, termUntil }: Committee, schoolYear: string, today: string): boolean {
  if (termUntil) return termUntil < today;
  const [own, asked] = [yearsOf(term), yearsOf(schoolYear)];
  return own !== undefined && asked !== undefined && asked.first >= own.last;
}

const knownOf = (seat: Seat): Named => ({ known: seat, category: seat.category, name: seat.name, chair: seat.chair ?? false, ...(seat.account ? { account: seat.account } : {}) });

/** Whether the same people sit as before, as the same, under the same chair: what was published and whom they elected are theirs. */
export function isSame(before: Committee, members: Named[], substitutes: Named[]): boolean {
  const seats = (of: Named[]) => sealed(of.map((m) => [m.known?.id ?? "", m.category ?? "", m.chair ?? false]).sort());
  return seats(members) === seats(before.members.map(knownOf)) && seats(substitutes) === seats(before.substitutes.map(knownOf));
}

const given = (of: Record<string, string> | undefined): Record<string, string> => Object.fromEntries(Object.entries(of ?? {}).map(([k, v]) => [k, (v ?? "").trim()]).filter(([, v]) => v !== ""));

/** As the server takes a member. His id stays the one under which he voted; of somebody new it is his account's, or his own as a student. */
function memberOf(of: Named): Api["MemberInput"] {
  const traits = given(of.traits);
  return {
    id: of.known?.id ?? of.account ?? of.student?.id ?? of.id ?? newKey(),
    name: (of.student?.name ?? of.name ?? "").trim(),
    category: of.category ?? "",
    chair: of.chair ?? false,
    ...(of.known?.persons?.length ? { persons: of.known.persons } : {}),
    ...(of.known?.studentPerson ? { studentPerson: of.known.studentPerson } : of.student ? { studentPerson: of.student.id } : {}),
    ...(Object.keys(traits).length > 0 ? { traits } : {}),
    ...(of.account ? { account: of.account } : {}),
  } as Api["MemberInput"];
}

/** What is sent: the whole list anew, for the latest holds. */
export const inputOf = (at: { school: string; procedure: string; body: string; unit: string }, of: Filled): Api["CommitteeInput"] => ({
  ...at,
  term: of.term.trim(),
  members: of.members.map(memberOf),
  substitutes: (of.substitutes ?? []).map((m) => memberOf({ ...m, chair: false })),
  invited: of.invited ?? [],
  ...(of.termFrom ? { termFrom: of.termFrom } : {}),
  ...(of.termUntil ? { termUntil: of.termUntil } : {}),
  ...(of.published ? { published: of.published } : {}),
  ...(of.elected ? { elected: of.elected } : {}),
});

/** Whether those of a category are students, who are found by name and sign in by an account of their own. */
export const isStudent = (body: Body, category: string | undefined): boolean => [...(body.categories ?? []), ...(body.invited ?? [])].some((c) => c.id === category && c.student);
