import type { Api } from "@/api/client";

export type Body = Api["BodyName"];
type Seat = Api["SeatView"];

/** A member or substitute as he is filled in. Known is who was named before: with whom he must withdraw goes along. */
export interface Named {
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
  published?: string;
  elected?: string;
  members: Named[];
  substitutes?: Named[];
  invited?: string[];
}

/** Who was named before, to be named anew; somebody new where there is nobody. */
export const filledOf = (before: Api["CommitteeView"] | undefined, schoolYear: string): Filled => ({
  term: before?.term || schoolYear,
  ...(before?.published ? { published: before.published } : {}),
  ...(before?.elected ? { elected: before.elected } : {}),
  members: before?.members.map(knownOf) ?? [{}],
  substitutes: before?.substitutes.map(knownOf) ?? [],
  invited: before?.invited ?? [],
});

const knownOf = (seat: Seat): Named => ({ known: seat, category: seat.category, name: seat.name, chair: seat.chair ?? false, ...(seat.account ? { account: seat.account } : {}) });

const given = (of: Record<string, string> | undefined): Record<string, string> => Object.fromEntries(Object.entries(of ?? {}).map(([k, v]) => [k, (v ?? "").trim()]).filter(([, v]) => v !== ""));

/** As the server takes a member. His id stays the one under which he voted; of somebody new it is his account's or his own as a student, or else a number that nobody has. */
function memberOf(of: Named, taken: Set<string>): Api["MemberInput"] {
  let id = of.known?.id ?? of.account ?? of.student?.id ?? "";
  for (let n = taken.size + 1; id === ""; n++) if (!taken.has(`m${n}`)) id = `m${n}`;
  taken.add(id);
  const traits = given(of.traits);
  return {
    id,
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
export function inputOf(at: { school: string; procedure: string; body: string; unit: string }, of: Filled): Api["CommitteeInput"] {
  const all = [...of.members, ...(of.substitutes ?? [])];
  const taken = new Set(all.flatMap((m) => m.known?.id ?? []));
  return {
    ...at,
    term: of.term.trim(),
    members: of.members.map((m) => memberOf(m, taken)),
    substitutes: (of.substitutes ?? []).map((m) => memberOf({ ...m, chair: false }, taken)),
    invited: of.invited ?? [],
    ...(of.published ? { published: of.published } : {}),
    ...(of.elected ? { elected: of.elected } : {}),
  };
}

/** What a body's rules ask of one category, as numbers and the share of those who vote. */
export const isStudent = (body: Body, category: string | undefined): boolean => [...(body.categories ?? []), ...(body.invited ?? [])].some((c) => c.id === category && c.student);
