import type { Api } from "@/api/client";
import { moved, orderOf, putOf, ranksOf } from "@/rosters/ranks";
import type { Marks } from "@/rosters/worksheet";

const entry = (id: string, total: number, rank = 0) => ({ case: id, total, rank }) as Api["EntryView"];
const mark = (verdict: string) => ({ verdict, level: "", reason: "", opinion: "" }) as Marks[string];

describe("the places that a body gives", () => {
  const entries = [entry("a", 10), entry("b", 30), entry("c", 20), entry("d", 40)];
  const agreed: Marks = { a: mark("agree"), b: mark("agree"), c: mark("agree"), d: mark("return") };

  it("begin with the earlier body's order, else with the score, and leave out who is not agreed to", () => {
    expect(orderOf(entries, agreed, [])).toEqual(["b", "c", "a"]);
    expect(orderOf([entry("a", 10, 1), entry("b", 30, 2), entry("c", 20)], { ...agreed }, [])).toEqual(["a", "b", "c"]);
  });

  it("keep what was put down, and who comes new stands behind", () => {
    expect(orderOf(entries, agreed, ["a", "d"])).toEqual(["a", "b", "c"]);
    expect(orderOf(entries, { ...agreed, d: mark("agree") }, ["a", "b"])).toEqual(["a", "b", "d", "c"]);
  });

  it("stand in the working copy, and only the rows that close up are written anew", () => {
    const marks: Marks = { ...agreed, a: { ...agreed.a!, rank: 2 }, b: { ...agreed.b!, rank: 1 } };
    expect(putOf(marks)).toEqual(["b", "a"]);
    const written: Marks = {};
    const roster = { ranking: true, ranked: 3, entries } as unknown as Api["RosterView"];
    const ranks = ranksOf(roster, marks, (id, m) => (written[id] = m))!;
    expect(["a", "b", "c", "d"].map(ranks.placeOf)).toEqual([5, 4, 6, 0]);
    ranks.move("c", 5);
    expect(Object.fromEntries(Object.entries(written).map(([id, m]) => [id, m.rank]))).toEqual({ c: 2, a: 3 });
  });

  it("stay one after the other whoever is moved wherever", () => {
    for (const id of ["a", "b", "c"])
      for (const place of [-3, 1, 2, 3, 99]) {
        const next = moved(["a", "b", "c"], id, place);
        expect([...next].sort()).toEqual(["a", "b", "c"]);
        expect(next.indexOf(id) + 1).toBe(Math.min(Math.max(place, 1), 3));
      }
  });
});
