import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import publicities from "../locales/zh-CN/publicities.json";
import rosters from "../locales/zh-CN/rosters.json";
import rounds from "../locales/zh-CN/rounds.json";
import ui from "../locales/zh-CN/ui.json";
import type * as Client from "@/api/client";
import { fill } from "@/app/texts";
import { placesOf, Post } from "@/publicities/Post";
import { Releasing, TakeBack } from "@/rosters/Decided";
import { Freeze } from "@/rounds/Freeze";
import { show } from "./served";
import { press } from "./trials";

const answers = vi.hoisted((): Record<string, object> => ({}));
const sent = vi.hoisted((): { path: string; body: unknown }[] => []);

vi.mock("@/api/client", async (original) => {
  const client = await original<typeof Client>();
  return {
    ...client,
    api: client.makeClient(async (request) => {
      const { pathname, searchParams } = new URL(request.url);
      if (searchParams.get("dryRun") === "true") return Response.json(answers[`TRIAL ${pathname}`] ?? { id: "trial", version: 0 });
      if (request.method === "POST") sent.push({ path: pathname, body: JSON.parse(await request.text()) as unknown });
      const answer = answers[`${request.method} ${pathname}`];
      return Response.json(answer ?? { code: "not-asked" }, { status: answer ? 200 : 500 });
    }, "http://school.test"),
  };
});

const reader = { duties: [], unit: "/s/" };
const roster = { id: "l", status: "released" } as Client.Api["RosterView"];
const takeBack = { verb: "take-back", label: { "zh-CN": "收回", en: "Take back" }, tone: "danger", input: {}, consequence: { "zh-CN": "尚无人办理的学生进入补充名单，其余不变。", en: "" } };

beforeEach(() => {
  sent.length = 0;
  for (const path of Object.keys(answers)) delete answers[path];
});

describe("a decided list", () => {
  it("is taken back by whom the server lets, who reads before it what follows and until when", async () => {
    const user = userEvent.setup();
    answers["GET /api/rosters/l/actions"] = { items: [takeBack], levels: [] };
    answers["POST /api/rosters/l/take-back"] = { id: "l", version: 9 };
    answers["TRIAL /api/rosters/l/take-back"] = { id: "l", version: 8, wouldWrite: { status: "frozen", at: "", events: [], facts: { count: 2, of: "students", undo: { "zh-CN": "不能撤销。", en: "" } } } };
    show(<TakeBack roster={roster} />, "/rosters/l", "/rosters/l", reader);
    await user.click(await screen.findByRole("button", { name: rosters["take-back"] }));
    expect(await screen.findByText(/尚无人办理的学生进入补充名单/)).toBeTruthy();
    expect(await screen.findByText(ui["act-incomplete"])).toBeTruthy();
    await user.type(screen.getByLabelText(ui.reason), "漏了两人");
    expect(await screen.findByText("不能撤销。")).toBeTruthy();
    expect(screen.getByText(fill(ui["act-students"], { count: 2 }))).toBeTruthy();
    await press(user, () => screen.getAllByRole("button", { name: rosters["take-back"] }).at(-1)!);
    await waitFor(() => expect(sent).toEqual([{ path: "/api/rosters/l/take-back", body: { reason: "漏了两人" } }]));
  });

  it("offers no way back to whom the server offers none", async () => {
    answers["GET /api/rosters/l/actions"] = { items: [], levels: [] };
    show(<><TakeBack roster={roster} /><p>页面</p></>, "/rosters/l", "/rosters/l", reader);
    await screen.findByText("页面");
    expect(screen.queryByRole("button", { name: rosters["take-back"] })).toBeNull();
  });

  it("says how many of its cases have gone on", async () => {
    answers["GET /api/rosters/l/release"] = { id: "l", status: "decided", decided: 40, applied: 30, notApplied: 1 };
    show(<Releasing roster={roster} />, "/rosters/l", "/rosters/l", reader);
    expect(await screen.findByText(fill(rosters.releasing, { done: 31, of: 40 }))).toBeTruthy();
  });
});

describe("making a list", () => {
  const freeze = <Freeze round="r" activity="class" unit="/s/c/" list="民主评议" unitName="软件2401" count={37} />;

  it("names who is awaited, offers a reminder without a student's name, and asks why one does not wait", async () => {
    const user = userEvent.setup();
    const copied: string[] = [];
    vi.spyOn(navigator.clipboard, "writeText").mockImplementation((text) => (copied.push(text), Promise.resolve()));
    answers["GET /api/rosters/readiness"] = { waiting: 37, windowClosed: true, missing: ["软件2401（3 人尚未到本环节）"], isReady: false };
    answers["POST /api/rosters"] = { id: "l", version: 1 };
    show(freeze, "/rounds/r", "/rounds/r", reader);
    await user.click(screen.getByRole("button", { name: rounds.freeze }));
    expect(await screen.findByText("软件2401（3 人尚未到本环节）")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: rounds.urge }));
    await waitFor(() => expect(copied).toEqual([fill(rounds["urge-text"], { unit: "软件2401", list: "民主评议", missing: "软件2401（3 人尚未到本环节）", link: `${window.location.origin}/tasks` })]));
    await press(user, () => screen.getByRole("button", { name: rounds["freeze-do"] }));
    expect(await screen.findByText(ui["reason-needed"])).toBeTruthy();
    await user.type(screen.getByLabelText(rounds["freeze-reason"]), "三人请病假");
    await press(user, () => screen.getByRole("button", { name: rounds["freeze-do"] }));
    await waitFor(() => expect(sent).toEqual([{ path: "/api/rosters", body: { round: "r", activity: "class", unit: "/s/c/", reason: "三人请病假" } }]));
  });

  it("asks no reason where everybody is there", async () => {
    const user = userEvent.setup();
    answers["GET /api/rosters/readiness"] = { waiting: 37, windowClosed: true, missing: [], isReady: true };
    answers["POST /api/rosters"] = { id: "l", version: 1 };
    show(freeze, "/rounds/r", "/rounds/r", reader);
    await user.click(screen.getByRole("button", { name: rounds.freeze }));
    await screen.findByRole("button", { name: rounds["freeze-do"] });
    await press(user, () => screen.getByRole("button", { name: rounds["freeze-do"] }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(screen.queryByLabelText(rounds["freeze-reason"])).toBeNull();
  });

  it("shows the reminder to be copied by hand where the browser does not let the page", async () => {
    const user = userEvent.setup();
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("not allowed"));
    answers["GET /api/rosters/readiness"] = { waiting: 37, windowClosed: false, missing: ["软件2402（没有名单，也没有零报告）"], isReady: false };
    show(freeze, "/rounds/r", "/rounds/r", reader);
    await user.click(screen.getByRole("button", { name: rounds.freeze }));
    expect(await screen.findByText(rounds["freeze-window-open"])).toBeTruthy();
    await user.click(screen.getByRole("button", { name: rounds.urge }));
    expect(await screen.findByText(ui["copy-by-hand"])).toBeTruthy();
  });
});

describe("a notice that waits to be posted", () => {
  const notice = { id: "n", options: { unit: "days" }, entries: [] } as unknown as Client.Api["RosterView"];
  const period = { day: "2026-09-19", isWorkingDay: false, lastDay: "2026-09-22", due: "2026-09-22T16:00:00Z", provisional: false, sentence: "今天张贴 → 9 月 22 日期满" };

  it.each([[true, false], [false, true]])("is posted on a day off where the server says that it may be: %s", async (mayPost, closed) => {
    answers["GET /api/publicities/n/preview"] = { ...period, mayPost };
    answers["GET /api/publicities/n/notice"] = { title: "公示", period: "", heads: [], rows: [], foot: [] };
    show(<Post notice={notice} />, "/publicities/n", "/publicities/n", reader);
    expect(await screen.findByText(mayPost ? period.sentence : publicities["no-working-day"])).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>("button", { name: publicities.post }).disabled).toBe(closed);
  });
});

describe("where a notice may hang", () => {
  it.each([
    [{ where: ["board", "signed-in"] }, ["board", "signed-in"], ["board", "signed-in"]],
    [{ where: ["board"] }, ["board"], ["board"]],
    [{ where: ["open"] }, ["open"], ["open"]],
    [{}, ["board", "signed-in", "open"], ["board", "signed-in"]],
  ])("is what the rules say, on the open web only by choice: %j", (options, allowed, first) => {
    expect(placesOf(options)).toEqual({ allowed, first });
  });
});
