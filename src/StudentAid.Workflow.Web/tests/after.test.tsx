import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import after from "../locales/zh-CN/after.json";
import chase from "../locales/zh-CN/chase.json";
import family from "../locales/zh-CN/family.json";
import oversight from "../locales/zh-CN/oversight.json";
import rosters from "../locales/zh-CN/rosters.json";
import ui from "../locales/zh-CN/ui.json";
import type * as Client from "@/api/client";
import { fill } from "@/app/texts";
import { Adjustments } from "@/after/Adjustments";
import After from "@/after/After";
import { Decide } from "@/after/Decide";
import RevocationPage from "@/after/RevocationPage";
import Chase from "@/chase/Chase";
import Changed from "@/family/Changed";
import { show } from "./served";
import { answers, press as pressed } from "./trials";

vi.mock("@/api/client", async (original) => (await import("./trials")).served(await original<typeof Client>()));

const office = { duties: ["keep-rounds", "confirm-recoveries"], unit: "/s/" };
const teacher = { duties: [], unit: "/s/c/" };

const proposal = (more: object) => ({ id: "a1", version: 1, status: "open", case: "c1", person: "p1", trigger: "declaration", proposedOn: "2026-09-20", name: "学生甲", triggerName: "申报家庭变化", acts: [], rounds: [], ...more });
const page = (...items: object[]) => Response.json({ items, atLeast: items.length });
const press = async (user: ReturnType<typeof userEvent.setup>, act: string) => {
  const sheet = within(await screen.findByRole("dialog"));
  await pressed(user, () => sheet.getByRole("button", { name: act }));
};

describe("adjustments", () => {
  it("begin in the only round there is, and on its track", async () => {
    const user = userEvent.setup();
    const sent: unknown[] = [];
    answers["GET /api/adjustments"] = () => page(proposal({ acts: ["begin", "dismiss"], rounds: [{ id: "r2", name: "秋季调整", schoolYear: "2026", tracks: ["adjustment"] }] }));
    answers["POST /api/adjustments/a1/begin"] = async (r) => (sent.push(await r.json()), Response.json({ id: "a1", version: 2 }));
    show(<Adjustments round="r1" />, "/", "/", office);
    await user.click(await screen.findByRole("button", { name: fill(after["begin-of"], { name: "学生甲" }) }));
    await press(user, after.begin);
    await waitFor(() => expect(sent).toEqual([{ round: "r2", track: "adjustment" }]));
  });

  it("that wait for their window are only left, and say why; what one may not do is not offered", async () => {
    answers["GET /api/adjustments"] = () => page(proposal({ acts: ["dismiss"] }), proposal({ id: "a2", name: "学生乙", status: "dismissed" }));
    show(<Adjustments round="r1" />, "/", "/", office);
    expect(await screen.findByText(after["no-round"])).toBeTruthy();
    expect(screen.queryByRole("button", { name: fill(after["see-words-of"], { name: "学生乙" }) })).toBeNull();
    expect(screen.queryByRole("button", { name: fill(after["begin-of"], { name: "学生甲" }) })).toBeNull();
    expect(screen.queryByRole("button", { name: fill(after["dismiss-of"], { name: "学生乙" }) })).toBeNull();
  });
});

describe("what was written of adjustments", () => {
  it("is read of one at a time", async () => {
    const user = userEvent.setup();
    answers["GET /api/adjustments"] = () => page(proposal({ acts: ["dismiss", "read"] }), proposal({ id: "a2", name: "学生乙", status: "dismissed", acts: ["read"] }));
    answers["GET /api/adjustments/a1"] = () => Response.json({ id: "a1", text: "父亲失业" });
    answers["GET /api/adjustments/a2"] = () => Response.json({ id: "a2", text: "母亲患病", dismissal: "收入没有变化" });
    show(<Adjustments round="r1" />, "/", "/", office);
    await user.click(await screen.findByRole("button", { name: fill(after["see-words-of"], { name: "学生甲" }) }));
    expect(await screen.findByText("父亲失业")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: fill(after["see-words-of"], { name: "学生乙" }) }));
    expect(await screen.findByText("收入没有变化")).toBeTruthy();
    expect(screen.getByText("母亲患病")).toBeTruthy();
    const said = (text: string) => screen.getByText(text).closest("div")!.querySelector("dt")!.textContent;
    expect([said("母亲患病"), said("收入没有变化")]).toEqual([after["why-proposed"], after["why-left"]]);
    expect(screen.queryByText("父亲失业")).toBeNull();
    const button = screen.getByRole("button", { name: fill(after["hide-words-of"], { name: "学生乙" }) });
    expect(document.activeElement).toBe(button);
    await user.click(button);
    expect(screen.queryByText("母亲患病")).toBeNull();
  });

  it("says so where it was erased", async () => {
    const user = userEvent.setup();
    answers["GET /api/adjustments"] = () => page(proposal({ acts: ["read"] }));
    answers["GET /api/adjustments/a1"] = () => Response.json({ id: "a1" });
    show(<Adjustments round="r1" />, "/", "/", office);
    await user.click(await screen.findByRole("button", { name: fill(after["see-words-of"], { name: "学生甲" }) }));
    expect(await screen.findByText(after["words-erased"])).toBeTruthy();
  });
});

describe("an address that names no part", () => {
  it("is told so, and not shown an empty page", async () => {
    answers["GET /api/rounds/r1"] = () => Response.json({ id: "r1", school: "/s/", schoolYear: "2026", name: "在校生", aid: false });
    for (const [page, path, at] of [[<After />, "/rounds/:id/after/:what", "/rounds/r1/after/nothing"], [<Chase />, "/rounds/:id/chase/:what", "/rounds/r1/chase/nothing"], [<Chase />, "/rounds/:id/chase/:what", "/rounds/r1/chase/late"], [<After />, "/rounds/:id/after/:what", "/rounds/r1/after/samples"]] as const) {
      const { unmount } = show(page, path, at, teacher);
      expect(await screen.findByText(ui.lost)).toBeTruthy();
      unmount();
    }
  });
});

describe("a revocation", () => {
  const rules = { pin: "p", name: "n", activities: [], edges: [], levels: [], bodies: [{ id: "leading-group", name: "领导小组" }], forms: [] };
  const seat = (id: string, name: string, more: object = {}) => ({ id, name, category: "c", chair: false, concerned: false, observes: false, signsIn: false, ...more });
  const revocation = (more: object) => ({
    id: "v1", version: 1, status: "heard", case: "c1", person: "p1", name: "学生甲", finding: "隐瞒收入", evidence: ["ab12"], statementDue: "2026-09-30", heardOn: "2026-09-20", statement: "承认",
    recoveries: [], instalments: [], total: 0, paid: 0, owed: 0, seats: [], round: "r1", school: "/s/", openedOn: "2026-09-10", acts: [], ...more,
  });

  it("is decided by the vote of the body that the rules name", async () => {
    const user = userEvent.setup();
    answers["GET /api/revocations/v1"] = () => Response.json(revocation({ acts: ["hear", "decide"], vote: { body: "leading-group", ballot: "open", seats: [seat("m1", "方校长")] } }));
    answers["GET /api/rounds/r1/rules"] = () => Response.json(rules);
    show(<RevocationPage />, "/revocations/:id", "/revocations/v1", office);
    await user.click(await screen.findByRole("button", { name: after.decide }));
    const one = await screen.findByLabelText("方校长");
    expect(within(one).getByRole("option", { name: after["vote-withdrawn"] })).toBeTruthy();
    expect(within(one).queryByRole("option", { name: after["vote-cast"] })).toBeNull();
    await press(user, after.decide);
    await waitFor(() => expect(screen.getAllByText(ui.needed).length).toBeGreaterThan(3));
  });

  it("is decided in secret by numbers of papers and by who put one in", async () => {
    const user = userEvent.setup();
    const sent: { seats: object[]; papers: object }[] = [];
    const seats = [seat("m1", "方校长"), seat("m2", "督导员", { observes: true }), seat("m3", "亲属", { concerned: true })];
    answers["GET /api/revocations/v1"] = () => Response.json(revocation({ acts: ["decide"], vote: { body: "leading-group", ballot: "secret", seats } }));
    answers["GET /api/rounds/r1/rules"] = () => Response.json(rules);
    answers["POST /api/revocations/v1/decide"] = async (r) => (sent.push((await r.json()) as { seats: object[]; papers: object }), Response.json({ id: "v1", version: 2 }));
    answers["POST /api/uploads"] = () => Response.json({ hash: "ab".repeat(32) });
    show(<Decide of={revocation({ acts: ["decide"], vote: { body: "leading-group", ballot: "secret", seats } }) as never} />, "/", "/", office);
    await user.click(await screen.findByRole("button", { name: after.decide }));
    const of = (name: string) => within(screen.getByLabelText(name)).getAllByRole("option").map((o) => o.textContent);
    expect(of("方校长")).not.toContain(after["vote-agree"]);
    expect([of("方校长").includes(after["vote-cast"]), of("督导员").includes(after["vote-observes"]), of("督导员").includes(after["vote-cast"])]).toEqual([true, true, false]);
    expect(screen.getByLabelText<HTMLSelectElement>("亲属").value).toBe("withdrawn");
    const agree = screen.getByLabelText(fill(rosters["papers-of"], { vote: rosters.agree }));
    await user.clear(agree);
    await user.type(agree, "1");
    await user.click(screen.getByRole("radio", { name: after["revoke-no"] }));
    for (const label of [after.body, after.meeting, oversight.article, after.reasons]) {
      await user.clear(screen.getByLabelText(label));
      await user.type(screen.getByLabelText(label), "第三次会议");
    }
    await user.upload(document.querySelector<HTMLInputElement>("input[type=file]")!, new File(["x"], "决定书.pdf", { type: "application/pdf" }));
    await press(user, after.decide);
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]!.papers).toEqual({ agree: 1, disagree: 0, abstain: 0 });
    expect(sent[0]!.seats).toEqual([
      { member: "m1", attendance: "present", substitute: "", vote: "cast" },
      { member: "m2", attendance: "present", substitute: "", vote: "" },
      { member: "m3", attendance: "withdrawn", substitute: "", vote: "" },
    ]);
  });

  it("says that nobody has been named who could vote", async () => {
    const user = userEvent.setup();
    answers["GET /api/rounds/r1/rules"] = () => Response.json(rules);
    show(<Decide of={revocation({ acts: ["decide"], vote: { body: "leading-group", ballot: "open", seats: [] } }) as never} />, "/", "/", office);
    await user.click(await screen.findByRole("button", { name: after.decide }));
    expect(await screen.findByText(fill(after["vote-nobody"], { body: "领导小组" }))).toBeTruthy();
  });

  it("says what is owed and late, and withdraws a wrong payment with its reason", async () => {
    const user = userEvent.setup();
    const sent: unknown[] = [];
    answers["GET /api/revocations/v1"] = () =>
      Response.json(
        revocation({
          status: "recovering", decidedOn: "2026-05-01", body: "领导小组", meeting: "第三次", article: "第二十二条", reasons: "查实", owed: 110000, total: 220000, paid: 110000, acts: ["repay", "withdraw-repayment"],
          recoveries: [{ number: 1, aid: "national-grant", amount: 220000, due: "2026-06-30", status: "partly", paid: 110000, owed: 110000 }],
          instalments: [{ number: 1, recovery: 1, amount: 110000, day: "2026-06-01", receipt: "ff00" }],
        }),
      );
    answers["POST /api/revocations/v1/withdraw-repayment"] = async (r) => (sent.push(await r.json()), Response.json({ id: "v1", version: 3 }));
    show(<RevocationPage />, "/revocations/:id", "/revocations/v1", office);
    expect(await screen.findByText(fill(after["still-owed"], { owed: "1,100.00" }))).toBeTruthy();
    expect(screen.getByText(/2026年6月30日.+超期/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: after.decide })).toBeNull();
    await user.click(screen.getByRole("button", { name: fill(after["withdraw-of"], { number: 1 }) }));
    await user.type(screen.getByLabelText(ui.reason), "登记到他人名下");
    await press(user, after.withdraw);
    await waitFor(() => expect(sent).toEqual([{ instalment: 1, reason: "登记到他人名下" }]));
  });
});

describe("the chase list", () => {
  it("offers to each row what the server allows, and shows who is looked for", async () => {
    const row = (person: string, name: string, result: string, acts: string[]) => ({ person, name, unit: "/s/c/", match: "matched", result, open: true, priority: false, acts });
    answers["GET /api/rounds/r1"] = () => Response.json({ id: "r1", school: "/s/", schoolYear: "2026", name: "在校生", aid: false });
    answers["GET /api/rounds/r1/chase-list"] = () => page(row("p1", "学生甲", "to-invite", ["invite", "answer"]), row("p2", "学生乙", "waived", ["take-back"]));
    show(<Chase />, "/rounds/:id/chase", "/rounds/r1/chase?result=waived", teacher);
    expect(await screen.findByText("学生乙")).toBeTruthy();
    expect(screen.getByText(chase["take-back"])).toBeTruthy();
    expect(screen.queryByText(chase.answer)).toBeNull();
    expect(screen.queryByText("学生甲")).toBeNull();
    expect(screen.queryByText(chase.exclusions)).toBeNull();
  });
});

describe("a family whose situation has changed", () => {
  it("says so in words, where the rules let families", async () => {
    const user = userEvent.setup();
    const sent: unknown[] = [];
    answers["GET /api/cases/c1/after"] = () => Response.json({ case: "c1", triggers: [{ id: "declaration", name: "申报家庭变化" }], mayRevoke: false });
    answers["POST /api/adjustments"] = async (r) => (sent.push(await r.json()), Response.json({ id: "a1", version: 1 }));
    show(<Changed id="c1" />, "/", "/", teacher);
    await user.click(await screen.findByText(family.changed));
    await user.type(screen.getByLabelText(family["changed-text"]), "父亲失业");
    await user.click(screen.getByText(family["changed-send"]));
    expect(await screen.findByText(family["changed-sent"])).toBeTruthy();
    expect(sent).toEqual([{ case: "c1", trigger: "declaration", text: "父亲失业" }]);
  });

  it("is offered nothing where there is nothing to tell", async () => {
    answers["GET /api/cases/c2/after"] = () => Response.json({ case: "c2", triggers: [], mayRevoke: false });
    show(<Changed id="c2" />, "/", "/", teacher);
    await waitFor(() => expect(screen.queryByText(family.changed)).toBeNull());
  });
});
