import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import enrolment from "../locales/zh-CN/enrolment.json";
import rosters from "../locales/zh-CN/rosters.json";
import rounds from "../locales/zh-CN/rounds.json";
import ui from "../locales/zh-CN/ui.json";
import type { Api } from "@/api/client";
import type * as Client from "@/api/client";
import { fill } from "@/app/texts";
import { Meeting } from "@/rosters/Meeting";
import { endOf, Prepared, startOf } from "@/rounds/Prepare";
import Rounds from "@/rounds/Rounds";
import { show } from "./served";
import { answers, press } from "./trials";

vi.mock("@/api/client", async (original) => (await import("./trials")).served(await original<typeof Client>()));

describe("the way to the register of students", () => {
  const office = { duties: ["keep-rounds"], unit: "/", others: [{ path: "/t/", name: "示例技工学校" }] };
  const rulesOf = (having: string[]) => (answers["GET /api/enrolment-rules"] = (r) => Response.json({ acts: having.includes(new URL(r.url).searchParams.get("school")!) ? ["report"] : [], changes: [] }));

  it("leads to the first school that has rules, whichever of one's schools it is", async () => {
    rulesOf(["/t/"]);
    show(<Rounds />, "/rounds", "/rounds", office);
    expect((await screen.findByRole("link", { name: enrolment.link })).getAttribute("href")).toBe(`/enrolment?school=${encodeURIComponent("/t/")}`);
  });

  it("is not there where no school has any", async () => {
    const asked: string[] = [];
    rulesOf([]);
    const answer = answers["GET /api/enrolment-rules"]!;
    answers["GET /api/enrolment-rules"] = (r) => (asked.push(r.url), answer(r));
    show(<Rounds />, "/rounds", "/rounds", office);
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(screen.queryByRole("link", { name: enrolment.link })).toBeNull();
  });
});

describe("a member who signs in nowhere", () => {
  const seat = (id: string, name: string, signsIn: boolean) => ({ id, name, category: "c", chair: false, concerned: false, observes: false, signsIn });
  const roster = (ballot: string) => ({ id: "l1", status: "frozen", body: "group", unit: "/s/c/", ballot, duties: { mayRecord: true }, composition: [] }) as unknown as Api["RosterView"];

  it.each([["secret", false], ["open", true]])("of a %s ballot may vote later: %s", async (ballot, later) => {
    answers["GET /api/rosters/l1/seats"] = () => Response.json({ items: [seat("m1", "闵思源", true), seat("m2", "池雨薇", false)] });
    answers["GET /api/committees"] = () => Response.json({ items: [] });
    show(<Meeting roster={roster(ballot)} />, "/", "/", { duties: [], unit: "/s/c/" });
    const laterOf = async (name: string) => (await screen.findByRole("radiogroup", { name: fill(rosters["vote-of"], { name }) })).textContent!.includes(rosters.later);
    expect([await laterOf("闵思源"), await laterOf("池雨薇")]).toEqual([true, later]);
  });
});

describe("what a round rests on", () => {
  const round = (more: object = {}) =>
    ({ id: "r", school: "/s/", status: "open", tracks: ["enrolled"], announced: [], windows: [], zeroReports: [], gates: [{ activity: "class", title: { "zh-CN": "民主评议", en: "Class" }, scope: "class", counts: [] }, { activity: "leaders", title: { "zh-CN": "核准", en: "Leaders" }, scope: "school", counts: [] }], ...more }) as unknown as Api["RoundView"];
  const acts = () => screen.queryAllByRole("button").map((b) => b.textContent);

  it("is laid by who keeps the round, while it is open", () => {
    show(<Prepared round={round()} />, "/", "/", { duties: ["keep-rounds"], unit: "/s/" });
    expect(acts()).toEqual([rounds.announce, rounds["window-set"], rounds["personal-window"], rounds["zero-report"], rounds.complete]);
  });

  it("is only read once the round is completed, and by who has no part in it", () => {
    show(<Prepared round={round({ status: "completed" })} />, "/", "/", { duties: ["keep-rounds"], unit: "/s/" });
    show(<Prepared round={round()} />, "/", "/", { duties: [], unit: "/t/" });
    expect(acts()).toEqual([]);
  });

  it("gets a class's zero report from its own teacher, unless somebody waits there", async () => {
    const user = userEvent.setup();
    const sent: unknown[] = [];
    answers["POST /api/rounds/r/zero-report"] = async (request) => (sent.push(await request.json()), Response.json({ id: "r", version: 2 }));
    show(<Prepared round={round()} />, "/", "/", { duties: [], unit: "/s/c/" });
    expect(acts()).toEqual([rounds["zero-report"]]);
    await user.click(screen.getByRole("button", { name: rounds["zero-report"] }));
    expect(await screen.findByLabelText(ui.unit)).toBeTruthy();
    await press(user, () => screen.getAllByRole("button", { name: rounds["zero-report"] }).at(-1)!);
    await waitFor(() => expect(sent).toEqual([{ activity: "class", unit: "/s/c/", day: "2026-09-22" }]));
  });

  it("asks for no zero report where somebody waits, or where one was given", () => {
    const gate = (counts: object[]) => [{ activity: "class", title: { "zh-CN": "民主评议", en: "Class" }, scope: "class", counts }];
    show(<Prepared round={round({ gates: gate([{ unit: "/s/c/", state: "waiting", count: 3 }]) })} />, "/", "/", { duties: [], unit: "/s/c/" });
    show(<Prepared round={round({ gates: gate([]), zeroReports: [{ activity: "class", unit: "/s/c/", day: "2026-09-10" }] })} />, "/", "/", { duties: [], unit: "/s/c/" });
    expect(acts()).toEqual([]);
  });

  it("has a window of whole days of China, its last one included", () => {
    expect([startOf("2026-09-01"), endOf("2026-09-30")]).toEqual(["2026-08-31T16:00:00.000Z", "2026-09-30T16:00:00.000Z"]);
  });
});
