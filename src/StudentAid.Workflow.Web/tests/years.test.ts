import { yearAfter, yearOf } from "@/funds/years";

describe("a school year", () => {
  it("is followed by the next one, written the same way", () => {
    expect(yearAfter("2025—2026")).toBe("2026—2027");
    expect(yearAfter("2025-2026 A")).toBe("2026-2027 A");
    expect(yearAfter("autumn 2025")).toBeUndefined();
  });

  it("begins in August", () => {
    expect(yearOf("2026-07-31")).toBe("2025—2026");
    expect(yearOf("2026-08-01")).toBe("2026—2027");
  });
});
