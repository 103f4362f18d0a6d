import type { Api } from "@/api/client";
import { filledOf, inputOf, isSame, isStudent, newcomer } from "@/committees/members";
import { sheetsOf } from "@/rosters/ScoreSheet";

const at = { school: "/s/", procedure: "determination", body: "group", unit: "/s/c/" };
const before = {
  body: "group", unit: "/s/c/", term: "2025—2026", published: "2026-09-01", elected: "2026-09-02", invited: ["parent"], substitutes: [],
  members: [
    { id: "m1", name: "程老师", category: "class-teacher", chair: true, persons: ["p9"], account: "a1" },
    { id: "m2", name: "马骏", category: "student", chair: false, persons: ["p2"], studentPerson: "p2" },
  ],
} as unknown as Api["CommitteeView"];

const today = "2026-09-22";

describe("a committee that is named anew", () => {
  it("gives nobody the id of who left, who may have voted under it, and everybody the same one each time that the list is sent", () => {
    const of = filledOf(before, "2025—2026", today);
    const anew = { ...of, members: [of.members[0]!, { ...newcomer(), category: "parent", name: "周父" }] };
    const [first, again] = [inputOf(at, anew), inputOf(at, anew)];
    expect(first.members[1]!.id).not.toMatch(/^m\d+$/);
    expect(first).toEqual(again);
  });

  it("names no term that is over, nor the days of that list, and keeps a term of days with its days", () => {
    expect(filledOf(before, "2026—2027", today)).toMatchObject({ term: "2026—2027" });
    expect(Object.keys(filledOf(before, "2026—2027", today))).not.toContain("published");
    const days = { ...before, term: "第一届", termFrom: "2024-09-01", termUntil: "2027-08-31" };
    const sent = inputOf(at, filledOf(days, "2026—2027", today));
    expect(sent).toMatchObject({ term: "第一届", termFrom: "2024-09-01", termUntil: "2027-08-31", published: "2026-09-01" });
    expect(filledOf({ ...days, termUntil: "2026-08-31" }, "2026—2027", today)).toMatchObject({ term: "2026—2027" });
    expect("termUntil" in filledOf({ ...days, termUntil: "2026-08-31" }, "2026—2027", today)).toBe(false);
    expect(filledOf({ ...before, term: "2024—2027" }, "2026—2027", today)).toMatchObject({ term: "2024—2027", published: "2026-09-01" });
  });

  it("is another as soon as somebody comes, goes, sits as something else or takes the chair", () => {
    const { members } = filledOf(before, "2025—2026", today);
    const [first, second] = members as [(typeof members)[0], (typeof members)[0]];
    expect(isSame(before, [second, first], [])).toBe(true);
    expect(isSame(before, [first, { ...second, account: "a5" }], [])).toBe(true);
    for (const changed of [[first], [first, second, newcomer()], [first, newcomer()], [first, { ...second, category: "parent" }], [{ ...first, chair: false }, { ...second, chair: true }]]) expect(isSame(before, changed, [])).toBe(false);
    expect(isSame(before, members, [newcomer()])).toBe(false);
  });

  it("keeps everybody's id and with whom he must withdraw, though the page shows neither", () => {
    const sent = inputOf(at, filledOf(before, "2025—2026", today));
    expect(sent.members).toEqual([
      { id: "m1", name: "程老师", category: "class-teacher", chair: true, persons: ["p9"], account: "a1" },
      { id: "m2", name: "马骏", category: "student", chair: false, persons: ["p2"], studentPerson: "p2" },
    ]);
    expect(sent).toMatchObject({ ...at, term: "2025—2026", published: "2026-09-01", elected: "2026-09-02", invited: ["parent"], substitutes: [] });
  });

  it("gives somebody new the id as whom he signs in, and who signs in nowhere one that nobody has", () => {
    const of = filledOf(before, "", today);
    const sent = inputOf(at, { ...of, members: [...of.members, { category: "counsellor", name: " 韩老师 ", account: "a7" }, { category: "student", student: { id: "p5", name: "林可" } }, { ...newcomer(), category: "parent", name: "周父" }], substitutes: [{ ...newcomer(), category: "parent", name: "李母", chair: true }] });
    expect(sent.members.slice(2).map((m) => [m.id, m.name, m.studentPerson ?? "", m.account ?? ""])).toEqual([["a7", "韩老师", "", "a7"], ["p5", "林可", "p5", ""], [expect.stringMatching(/^[0-9a-f]{32}$/), "周父", "", ""]]);
    expect(sent.substitutes).toEqual([{ id: expect.stringMatching(/^[0-9a-f]{32}$/), name: "李母", category: "parent", chair: false }]);
    expect(new Set([...sent.members, ...(sent.substitutes ?? [])].map((m) => m.id)).size).toBe(6);
  });

  it("sends the traits that were filled in, and no empty day", () => {
    const sent = inputOf(at, { term: " 2026—2027 ", members: [{ category: "student", student: { id: "p5", name: "林可" }, traits: { gender: " 女 ", dormitory: "" } }] });
    expect(sent.members[0]!.traits).toEqual({ gender: "女" });
    expect("published" in sent || "elected" in sent).toBe(false);
    expect(sent.term).toBe("2026—2027");
  });

  it("begins with one empty row where nobody is named", () => {
    expect(filledOf(undefined, "2026—2027", today)).toEqual({ term: "2026—2027", members: [{ id: expect.any(String) }], substitutes: [], invited: [] });
    expect(isStudent({ id: "g", name: { "zh-CN": "" }, categories: [{ id: "student", name: { "zh-CN": "" }, minimum: 0, student: true, votes: true }] } as unknown as Api["BodyName"], "student")).toBe(true);
  });
});

describe("score sheets", () => {
  const seat = (member: string, attendance = "present", substitute = "") => ({ member, attendance, substitute, vote: "" });
  const meeting = { seats: [seat("m1"), seat("m2"), seat("m3", "absent"), seat("m4", "excused", "m9"), seat("m5")], scored: ["m2"], observers: ["m5"] } as unknown as Api["MeetingView"];
  const roster = { status: "frozen", scoring: { items: [] }, ownVote: { member: "m1", vote: "", open: false }, duties: { mayRecord: true } } as unknown as Api["RosterView"];

  it("are one's own and, for who keeps the record, of everybody who sits there with a vote, anew where one is put down already", () => {
    expect(sheetsOf(roster, meeting)).toEqual([
      { member: "m1", substitute: "", own: true, again: false },
      { member: "m2", substitute: "", own: false, again: true },
      { member: "m4", substitute: "m9", own: false, again: false },
    ]);
  });

  it("are only one's own for a member, who may fill it in anew, and nobody's once the list is decided", () => {
    const member = { ...roster, duties: { ...roster.duties, mayRecord: false }, ownVote: { member: "m2", vote: "", open: false } } as Api["RosterView"];
    expect(sheetsOf(member, meeting)).toEqual([{ member: "m2", substitute: "", own: true, again: true }]);
    expect(sheetsOf({ ...roster, status: "decided" } as Api["RosterView"], meeting)).toEqual([]);
    expect(sheetsOf({ ...roster, scoring: null } as Api["RosterView"], meeting)).toEqual([]);
  });
});
