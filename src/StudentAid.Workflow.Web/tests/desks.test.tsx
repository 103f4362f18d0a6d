import { configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import app from "../locales/zh-CN/app.json";
import chase from "../locales/zh-CN/chase.json";
import home from "../locales/zh-CN/home.json";
import rosters from "../locales/zh-CN/rosters.json";
import rounds from "../locales/zh-CN/rounds.json";
import ui from "../locales/zh-CN/ui.json";
import type { Api } from "@/api/client";
import type * as Client from "@/api/client";
import { Bell } from "@/app/Bell";
import { DemoBar } from "@/app/DemoBar";
import { Where } from "@/app/Frame";
import type { Me } from "@/app/session";
import { fill } from "@/app/texts";
import { NotApplied } from "@/chase/NotApplied";
import { Views } from "@/home/Views";
import { Gathering } from "@/rosters/Gathering";
import RosterDesk, { Prints } from "@/rosters/RosterDesk";
import Rosters from "@/rosters/Rosters";
import { useView } from "@/rosters/view";
import { Stages } from "@/rounds/RoundPage";
import { show } from "./served";

configure({ asyncUtilTimeout: 10_000 });

const answers = vi.hoisted((): Record<string, unknown> => ({}));
const asked = vi.hoisted((): string[] => []);

// What is not answered is refused, in the server's words.
vi.mock("@/api/client", async (original) => {
  const client = await original<typeof Client>();
  return {
    ...client,
    api: client.makeClient((request) => {
      const { pathname, search } = new URL(request.url);
      asked.push(pathname + search);
      const answer = answers[`${request.method} ${pathname}`];
      return Promise.resolve(answer ? Response.json(answer) : Response.json({ code: "refused", title: "", detail: "服务器的理由。" }, { status: 409 }));
    }, "http://school.test"),
  };
});

const text = (zh: string) => ({ "zh-CN": zh, en: zh });
const teacher = { duties: [], unit: "/s/c/" };

beforeEach(() => {
  asked.length = 0;
  for (const path of Object.keys(answers)) delete answers[path];
});

describe("what the server refuses stands beside what was pressed", () => {
  it("of a saved filter that is dropped", async () => {
    answers["GET /api/views"] = { items: [{ id: "v", name: "逾期", noun: "tasks", filter: { overdue: "true" } }] };
    show(<Views filter={{ overdue: "true" }} choose={() => undefined} />, "/", "/", teacher);
    await userEvent.click(await screen.findByRole("button", { name: home["view-drop"] }));
    expect(await screen.findByText("服务器的理由。")).toBeTruthy();
  });

  it("of news that are marked as read", async () => {
    answers["GET /api/notifications"] = { items: [{ id: "n", link: "/api/tasks", sentence: "有新的待办", at: "2026-09-22T02:00:00Z", read: false }], unread: 1 };
    show(<Bell />, "/", "/", teacher);
    await userEvent.click(await screen.findByRole("button", { name: fill(app.news, { count: 1 }) }));
    await userEvent.click(await screen.findByRole("button", { name: app["all-read"] }));
    expect(await screen.findByText("服务器的理由。")).toBeTruthy();
  });

  it("of a demonstration's clock", async () => {
    show(<DemoBar now="2026-09-22T02:00:00Z" />, "/", "/", teacher);
    await userEvent.click(screen.getByRole("button", { name: app["next-hour"] }));
    expect(await screen.findByText("服务器的理由。")).toBeTruthy();
  });
});

describe("a round's stages", () => {
  const activity = (id: string, type: string, more = {}) => ({ id, type: `StudentAid.${type}`, title: text(id), ...more });
  const rules = { activities: [activity("verify", "Verification"), activity("class", "CommitteeReview", { act: "propose" }), activity("board", "Publicity")], levels: [], bodies: [] } as unknown as Api["RulesView"];
  const counted = (kind: string, at: string, count: number, status = "open") => ({ kind, at: [at], count, status, unit: "/s/c/" });
  const round = (more: object) => ({ id: "r", announced: [], tracks: ["t"], plan: [], gates: [], counts: [], ...more }) as unknown as Api["RoundView"];
  const stages = (more: object) => show(<Stages round={round(more)} rules={rules} today="2026-09-22" />, "/", "/", teacher);

  it("lead to who stands at each step, and name the next act", () => {
    stages({ counts: [counted("instance", "verify", 3), counted("instance", "class", 37), counted("roster", "class", 2, "frozen"), counted("roster", "board", 1, "frozen")], gates: [{ activity: "class", counts: [{ unit: "/s/c/", state: "waiting", count: 12 }] }] });
    expect(screen.getAllByRole("link").map((l) => [l.textContent, l.getAttribute("href")])).toEqual([
      [fill(rounds["stands-at"], { step: "verify", count: 3 }), "/cases?round=r&activity=verify"],
      [fill(rounds["stands-at"], { step: "class", count: 37 }), "/cases?round=r&activity=class"],
    ]);
    expect(screen.getByText(fill(rounds.next, { what: fill(rounds["next-freeze"], { count: 12 }) }))).toBeTruthy();
    expect(screen.getByText(fill(rounds.next, { what: fill(rounds["next-post"], { count: 1 }) }))).toBeTruthy();
  });

  it("name the lists that are open where nobody waits any more, and nothing where nothing is to be done", () => {
    stages({ counts: [counted("roster", "class", 2, "frozen"), counted("roster", "board", 4, "released")] });
    expect(screen.getByText(fill(rounds.next, { what: fill(rounds["next-decide"], { count: 2 }) }))).toBeTruthy();
    expect(screen.queryByText(new RegExp(fill(rounds["next-post"], { count: 4 })))).toBeNull();
  });
});

describe("the papers of a decision", () => {
  const roster = (more: object) => ({ id: "l", round: "r", unit: "/s/d/", act: "propose", meeting: {}, duties: { mayRecord: true, mayDecide: false, deciders: ["r"], recorders: [] }, ...more }) as unknown as Api["RosterView"];
  const links = (more: object) => {
    show(<Prints roster={roster(more)} />, "/", "/", teacher);
    return screen.queryAllByRole("link").map((l) => [l.textContent, l.getAttribute("href")]);
  };
  const summary = [rosters["print-summary"], "/api/prints/determination-summary?round=r&unit=%2Fs%2Fd%2F"];

  it.each([
    ["a class's proposal", {}, [[rosters.print, "/api/prints/review-record?roster=l"]]],
    ["a department's or the leaders' meeting", { act: "approve" }, [[rosters["print-minutes"], "/api/prints/meeting-minutes?roster=l"], summary]],
    ["an office's own decision", { act: "endorse", meeting: null }, [summary]],
    ["a meeting at which one only sits", { duties: { mayRecord: false, mayDecide: false, deciders: [], recorders: [] } }, []],
    ["a list that one only sees", { act: "approve", meeting: null, duties: {} }, []],
  ])("of %s", (_, more, expected) => expect(links(more)).toEqual(expected));
});

describe("the lists that a unit still gathers", () => {
  const round = { id: "r", school: "/s/", status: "open", schoolYear: "2026", name: "新生", tracks: ["t"], gates: [{ activity: "class", title: text("民主评议"), scope: "class", counts: [] }], zeroReports: [], counts: [] };

  it("stand above the others, and a class of which nobody applied is reported from there", async () => {
    answers["GET /api/rounds/r"] = round;
    answers["GET /api/rosters/readiness"] = { waiting: 0, windowClosed: true, isReady: false, missing: [] };
    show(<Gathering rounds={["r"]} />, "/rosters", "/rosters", { ...teacher, kind: "class" });
    expect(await screen.findByText(fill(rosters["gathering-nobody"], { unit: "软件2401", list: "民主评议" }))).toBeTruthy();
    expect(screen.getByRole("button", { name: rounds["zero-report"] })).toBeTruthy();
  });

  it("become one by whoever may take them into one, and by nobody else", async () => {
    const waiting = (mayFreeze: boolean) => ({ ...round, gates: [{ ...round.gates[0]!, counts: [{ unit: "/s/c/", state: "waiting", count: 9, mayFreeze }] }] });
    answers["GET /api/rosters/readiness"] = { waiting: 9, windowClosed: true, isReady: false, missing: ["软件2402（没有名单，也没有零报告）"] };
    answers["GET /api/rounds/r"] = waiting(false);
    show(<Gathering rounds={["r"]} />, "/rosters", "/rosters", { ...teacher, kind: "class" });
    await screen.findByText(fill(rosters.gathering, { unit: "软件2401", list: "民主评议", count: 9 }));
    expect(screen.getByText(fill(rosters["gathering-missing"], { missing: "软件2402（没有名单，也没有零报告）" }))).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
    answers["GET /api/rounds/r"] = waiting(true);
    show(<Gathering rounds={["r"]} />, "/rosters", "/rosters", { ...teacher, kind: "class" });
    expect(await screen.findByRole("button", { name: rounds.freeze })).toBeTruthy();
  });

  it("are no more where a zero report was given or where the unit decides no such list", async () => {
    const gate = (activity: string, list: string, scope: string) => ({ activity, title: text(list), scope, counts: [] });
    answers["GET /api/rounds/r"] = {
      ...round,
      gates: [...round.gates, gate("department", "院系审核", "department"), gate("second", "再次评议", "class")],
      zeroReports: [{ activity: "class", unit: "/s/c/", day: "2026-09-10" }],
    };
    answers["GET /api/rosters/readiness"] = { waiting: 3, windowClosed: true, isReady: true, missing: [] };
    show(<Gathering rounds={["r"]} />, "/rosters", "/rosters", { ...teacher, kind: "class" });
    await screen.findByText(fill(rosters.gathering, { unit: "软件2401", list: "再次评议", count: 3 }));
    expect(asked.filter((a) => a.startsWith("/api/rosters/readiness")).map((a) => new URLSearchParams(a.split("?")[1]).get("activity"))).toEqual(["second"]);
  });
});

describe("the school's lists", () => {
  const school = { duties: [], unit: "/s/", kind: "school" };
  const gate = (mayFreeze: boolean) => ({ activity: "leaders", title: text("领导小组批准"), scope: "school", counts: [{ unit: "/s/", state: "waiting", count: 24, mayFreeze }] });
  const round = (mayFreeze: boolean) => ({ id: "r", school: "/s/", status: "open", schoolYear: "2026", name: "新生", tracks: ["t"], gates: [gate(mayFreeze)], zeroReports: [], counts: [] });

  it("are made of who waits by whoever may, though no round stands in his menu", async () => {
    answers["GET /api/rounds/r"] = round(true);
    answers["GET /api/rosters/readiness"] = { waiting: 24, windowClosed: true, isReady: true, missing: [] };
    show(<Gathering rounds={["r"]} />, "/rosters", "/rosters", school);
    expect(await screen.findByRole("button", { name: rounds.freeze })).toBeTruthy();
  });

  it("are not spoken of before others, of whom everything else is still awaited", async () => {
    answers["GET /api/rounds/r"] = { ...round(false), gates: [gate(false), { ...gate(true), activity: "late" }] };
    answers["GET /api/rosters/readiness"] = { waiting: 24, windowClosed: true, isReady: true, missing: [] };
    show(<Gathering rounds={["r"]} />, "/rosters", "/rosters", school);
    expect(await screen.findAllByRole("button", { name: rounds.freeze })).toHaveLength(1);
    expect(asked.filter((a) => a.startsWith("/api/rosters/readiness"))).toHaveLength(1);
  });
});

describe("what is looked at on a desk", () => {
  const entry = (id: string, name: string, suggested: string) => ({ case: id.padEnd(26, "0"), person: id, name, place: "/s/c/", level: "low", suggested, total: 50, match: "matched", state: "open", decision: 0, rank: 0 });
  const desk = (at: string) => {
    answers["GET /api/rosters/l"] = {
      id: "l", etag: '"1"', round: "r", unit: "/s/", activity: "department", act: "review", status: "frozen", ordinal: 1, hints: [], entries: [entry("aaaaaaaa1", "赵一", "low"), entry("bbbbbbbb2", "钱二", "high"), entry("cccccccc3", "孙三", "low")],
      duties: { mayRecord: true, mayDecide: true, deciders: [text("院（系）秘书")], recorders: [] },
    };
    answers["GET /api/rounds/r/rules"] = { activities: [], bodies: [], levels: [{ id: "low", name: text("一般困难") }, { id: "high", name: text("特别困难") }] };
    show(<RosterDesk />, "/rosters/:id", at, teacher);
  };
  const box = (name: string) => screen.findByRole<HTMLInputElement>("checkbox", { name: fill(rosters["choose-of"], { name }) });
  const address = () => screen.getByLabelText("address").textContent;

  it("stands in its address by ids, and never a name: which rows are shown, and which are chosen", async () => {
    desk("/rosters/l");
    await userEvent.click(await box("钱二"));
    await userEvent.click(await box("孙三"));
    expect(address()).toBe("/rosters/l?rows=bbbbbbbb2000.cccccccc3000");
    await userEvent.click(screen.getByText(fill(rosters["show-different"], { count: 1 })));
    await waitFor(() => expect(address()).toBe("/rosters/l?rows=bbbbbbbb2000.cccccccc3000&show=different"));
    expect(screen.queryByText("孙三")).toBeNull();
  });

  it("is there again for who comes back to it, and only of rows that stand on the list", async () => {
    desk("/rosters/l?rows=bbbbbbbb2000.zzzzzzzz9000.b&show=different");
    expect((await box("钱二")).checked).toBe(true);
    expect(screen.queryByText("赵一")).toBeNull();
    expect(screen.getByRole("button", { name: fill(rosters.batch, { count: 1 }) })).toBeTruthy();
  });
});

describe("a choice of more than a hundred", () => {
  const entries = Array.from({ length: 101 }, (_, i) => ({ case: `${i}`.padStart(26, "0").split("").reverse().join("") }) as Api["EntryView"]);
  function Chosen() {
    const { chosen, choose } = useView(entries);
    return <button onClick={() => choose(entries.slice(chosen.length === 0 ? 0 : 1).map((e) => e.case))}>{chosen.length}</button>;
  }

  it("is kept without its address, which would be too long to be loaded again", async () => {
    show(<Chosen />, "/rosters/:id", "/rosters/l", teacher);
    const choose = screen.getByRole("button");
    await userEvent.click(choose);
    expect([choose.textContent, screen.getByLabelText("address").textContent]).toEqual(["101", "/rosters/l"]);
    await userEvent.click(choose);
    expect(choose.textContent).toBe("100");
    expect(screen.getByLabelText("address").textContent).toHaveLength("/rosters/l?rows=".length + 100 * 12 + 99);
  });
});

describe("a notice that is led to as a list", () => {
  it("is shown at its own page, where it is posted", async () => {
    answers["GET /api/rosters/n"] = { id: "n", round: "r", act: "publish", status: "frozen", entries: [] };
    show(<RosterDesk />, "/rosters/:id", "/rosters/n", teacher);
    await waitFor(() => expect(screen.getByLabelText("address").textContent).toBe("/publicities/n"));
  });
});

describe("the page of lists", () => {
  it("asks for lists without notices, and says of each where its body stands", async () => {
    const list = (id: string, stage?: string) => ({ id, round: "r", unit: "/s/c/", activity: "class", act: "propose", status: "frozen", version: 1, ...(stage ? { stage } : {}) });
    answers["GET /api/rosters"] = { items: [list("a", "to-meet"), list("b", "meeting"), list("c")] };
    answers["GET /api/rounds/r"] = { id: "r", status: "completed", gates: [], zeroReports: [] };
    answers["GET /api/rounds/r/rules"] = { activities: [{ id: "class", title: text("民主评议") }] };
    show(<Rosters />, "/rosters", "/rosters?round=r", teacher);
    await screen.findByText(ui["status-to-meet"]);
    expect(screen.getAllByRole("row").slice(1).map((r) => within(r).getByText(/^(待评议|评议中|待决定)$/).textContent)).toEqual(["待评议", "评议中", "待决定"]);
    expect(asked.filter((a) => a.startsWith("/api/rosters?"))[0]).toContain("without=publish");
  });
});

describe("who has not applied", () => {
  it("is listed with where he stands, a page of classes at a time", async () => {
    answers["GET /api/rounds/r/not-applied"] = { items: [{ person: "p", name: "赵一", unit: "/s/c/", stands: "none" }, { person: "q", name: "钱二", unit: "/s/c/", stands: "begun", case: "k" }], next: "/s/c/" };
    show(<NotApplied round="r" school="/s/" />, "/rounds/:id/chase/:what", "/rounds/r/chase/not-applied", teacher);
    expect(await screen.findByText(chase["stands-none"])).toBeTruthy();
    expect(screen.getByRole("link", { name: "钱二" }).getAttribute("href")).toBe("/cases/k");
    await userEvent.click(screen.getByRole("button", { name: ui.next }));
    await waitFor(() => expect(asked).toContain(`/api/rounds/r/not-applied?cursor=${encodeURIComponent("/s/c/")}`));
  });

  it("is nobody where all of them have", async () => {
    answers["GET /api/rounds/r/not-applied"] = { items: [] };
    show(<NotApplied round="r" school="/s/" />, "/", "/", teacher);
    expect(await screen.findByText(chase["all-applied"])).toBeTruthy();
  });
});

describe("above every page", () => {
  const grant = (role: string, unit: string) => ({ role, roleName: role, unit, unitName: unit, unitKind: "class", duties: [], handsOutAccess: false });
  const me = (actingAs?: string) => ({ id: "p", name: "程老师", grants: [grant("班主任", "软件2401"), grant("评议员", "信息系")], ...(actingAs ? { actingAs } : {}) }) as unknown as Me;

  it.each([
    [undefined, `${app["all-roles"]} · 软件2401`],
    ["评议员 信息系", fill(app.as, { role: "评议员", unit: "信息系" })],
  ])("stands as whom one works: acting as %s", (actingAs, said) => {
    show(<Where me={me(actingAs)} />, "/", "/", teacher);
    expect(screen.getByText(said)).toBeTruthy();
  });
});
