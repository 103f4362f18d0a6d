import { csvOf, daysSince, levelsOf, progressOf, rowsOf } from "@/rounds/unitCounts";

const count = (unit: string, at: string[], number: number, status = "open") => ({ kind: "instance", status, unit, at, count: number });

describe("the progress of a round", () => {
  const school = progressOf(
    [count("/s/a/1/", ["apply"], 3), count("/s/a/2/", ["apply", "match"], 2), count("/s/b/1/", [], 4, "finished"), count("/s/b/1/", [], 9, "cancelled"), { ...count("/s/a/1/", ["x"], 7), kind: "roster" }, count("/other/", ["apply"], 5)],
    "/s/",
  );

  it("adds up the units below: who waits at two steps counts once in the total", () => {
    expect([school.total, school.ended, school.at.apply, school.at.match]).toEqual([9, 4, 5, 2]);
    expect(rowsOf(school).map((r) => [r.unit, r.total])).toEqual([["/s/", 9], ["/s/a/", 5], ["/s/a/1/", 3], ["/s/a/2/", 2], ["/s/b/", 4], ["/s/b/1/", 4]]);
  });

  it("leaves out what was cancelled, lists, and other schools", () => {
    expect(rowsOf(school).some((r) => r.unit === "/other/")).toBe(false);
    expect(school.at.x).toBeUndefined();
  });

  it("says how many whole days an hour lies back, and none for one ahead", () => {
    expect(daysSince("2026-09-19T16:00:00Z", "2026-09-22T02:00:00Z")).toBe(2);
    expect(daysSince("2026-09-23T16:00:00Z", "2026-09-22T02:00:00Z")).toBe(0);
  });

  it("writes cells that no spreadsheet takes for a formula", () => {
    expect(csvOf([["=1+1", 'a "b"', 3]])).toBe('\ufeff"\'=1+1","a ""b""","3"');
  });
});

describe("the levels of a round by unit", () => {
  const line = (unit: string) => ({ unit, name: unit, students: 7, cells: [] });

  it("stand under the unit above, and on their own where that is not shown", () => {
    const tree = levelsOf(["/s/", "/s/a/", "/s/a/1/", "/s/b/"].map(line));
    expect(tree.map((l) => [l.unit, l.children?.map((c) => [c.unit, c.children?.map((x) => x.unit)])])).toEqual([["/s/", [["/s/a/", ["/s/a/1/"]], ["/s/b/", undefined]]]]);
    expect(levelsOf([line("/s/a/1/"), line("/s/b/")]).map((l) => l.unit)).toEqual(["/s/a/1/", "/s/b/"]);
  });
});
