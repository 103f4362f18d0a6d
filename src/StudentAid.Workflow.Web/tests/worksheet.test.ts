import { choiceOf, differs, differsFromLast, lacksReason, marksOf, proposalOf, tally, verdictsOf, withChoice } from "@/rosters/worksheet";

const entry = (over: object = {}) => ({ case: "a", person: "p", name: "林晓雯", place: "/x/", level: "special", suggested: "special", total: 61, match: "matched", state: "open", decision: 0, rank: 0, ...over });

describe("the worksheet", () => {
  it("proposes the suggestion and asks nothing where it is kept", () => {
    const mark = proposalOf(entry());
    expect(mark).toMatchObject({ verdict: "agree", level: "special" });
    expect(differs(entry(), mark)).toBe(false);
    expect(lacksReason(entry(), mark)).toBe(false);
  });

  it("asks for words where the body differs", () => {
    const mark = withChoice(proposalOf(entry()), "agree:ordinary");
    expect(lacksReason(entry(), mark)).toBe(true);
    expect(lacksReason(entry(), { ...mark, opinion: "家访所见" })).toBe(false);
  });

  it("asks nobody for words who agrees to what the body before changed and gave its words for, though it still differs from the score", () => {
    const raised = entry({ level: "special", suggested: "ordinary" });
    expect(differs(raised, proposalOf(raised))).toBe(true);
    expect(lacksReason(raised, proposalOf(raised))).toBe(false);
    expect(lacksReason(raised, withChoice(proposalOf(raised), "agree:ordinary"))).toBe(true);
    expect(lacksReason(raised, withChoice(proposalOf(raised), "return"))).toBe(true);
  });

  it("knows what differs from last year, and of who had none that nothing does", () => {
    const last = { level: "ordinary", name: "x" };
    expect(differsFromLast(entry({ last }), proposalOf(entry()))).toBe(true);
    expect(differsFromLast(entry({ last }), withChoice(proposalOf(entry()), "agree:ordinary"))).toBe(false);
    expect(differsFromLast(entry({ last }), withChoice(proposalOf(entry()), "hold"))).toBe(true);
    expect(differsFromLast(entry(), proposalOf(entry()))).toBe(false);
  });

  it("agrees to what came as not determined by its own reason, and asks for one where none came with it", () => {
    const refused = entry({ level: "none", suggested: "none", refusal: "other" });
    const mark = proposalOf(refused);
    expect(mark).toEqual({ verdict: "not-determined", level: "", reason: "other", opinion: "" });
    expect([choiceOf(mark), differs(refused, mark), lacksReason(refused, mark)]).toEqual(["not-determined:other", false, false]);
    expect(lacksReason(refused, withChoice(mark, "not-determined:untrue"))).toBe(true);
    expect(lacksReason(refused, withChoice(mark, "agree:special"))).toBe(true);
    expect(differs({ ...refused, suggested: "special" }, mark)).toBe(true);
    const bare = entry({ level: "none", suggested: "none", refusal: "" });
    expect([choiceOf(proposalOf(bare)), lacksReason(bare, proposalOf(bare))]).toEqual([undefined, true]);
    expect(lacksReason(bare, withChoice(proposalOf(bare), "not-determined:other"))).toBe(false);
    expect(differs(entry(), withChoice(proposalOf(entry()), "not-determined:other"))).toBe(true);
    expect(lacksReason(entry(), withChoice(proposalOf(entry()), "not-determined:other"))).toBe(true);
  });

  it("asks for words of a level where none stood, as the server does", () => {
    const none = entry({ level: "", suggested: "" });
    expect(lacksReason(none, withChoice(proposalOf(none), "agree:special"))).toBe(true);
  });

  it("holds who has no suggestion", () => expect(proposalOf(entry({ level: "", suggested: "" })).verdict).toBe("hold"));

  it("keeps what was put down and leaves out who has left", () => {
    const roster = { entries: [entry(), entry({ case: "b", state: "left" })] } as never;
    const kept = marksOf(roster, { a: { verdict: "hold", level: "", reason: "", opinion: "" } });
    expect(Object.keys(kept)).toEqual(["a"]);
    expect(kept.a!.verdict).toBe("hold");
  });

  it("decides nothing of who was held, for he waits for the next list", () => {
    expect(marksOf({ entries: [entry(), entry({ case: "b", state: "held" })] } as never)).not.toHaveProperty("b");
  });

  it("sends each verdict with what belongs to it and counts them", () => {
    const marks = { a: withChoice(proposalOf(entry()), "not-determined:income"), b: proposalOf(entry({ case: "b" })) };
    expect(verdictsOf(marks)[0]).toMatchObject({ case: "a", verdict: "not-determined", reason: "income", level: "" });
    expect(tally(marks)).toEqual({ "not-determined": 1, special: 1 });
  });
});
