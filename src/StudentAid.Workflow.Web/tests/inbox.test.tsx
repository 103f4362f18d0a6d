import { readFileSync } from "node:fs";
import { join } from "node:path";
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ConfigProvider } from "antd";
import home from "../locales/zh-CN/home.json";
import ui from "../locales/zh-CN/ui.json";
import type * as Client from "@/api/client";
import { fill } from "@/app/texts";
import Inbox, { linkOf } from "@/home/Inbox";
import { show } from "./served";
import { press } from "./trials";

const answers = vi.hoisted((): Record<string, object> => ({}));
const asked = vi.hoisted((): { path: string; body: string }[] => []);

// What is not answered here is not asked: the copies themselves stand on another tab.
vi.mock("@/api/client", async (original) => {
  const client = await original<typeof Client>();
  return { ...client, api: client.makeClient(async (request) => {
    const { pathname, search } = new URL(request.url);
    asked.push({ path: pathname + search, body: await request.clone().text() });
    return Response.json(answers[pathname] ?? { code: "not-asked" }, { status: answers[pathname] ? 200 : 500 });
  }, "http://school.test") };
});

const task = (id: string, name: string) => ({ id, etag: '"7"', stream: `case-${id}`, streamKind: "instance", round: "r1", activity: "verify", role: "r", unit: "/s/c/", person: "p", status: "open", title: "核实", name, overdue: false });
const text = (zh: string) => ({ "zh-CN": zh, en: zh });

describe("a task leads to the page where it is done", () => {
  // As the server names them, its own word or the constant that stands for it.
  const own: [string, string, string, string][] = [
    ['"post-photo"', "post-photo", "roster", "/publicities/l"],
    ['"take-down-photo"', "take-down-photo", "roster", "/publicities/l"],
    ['"answer-objection"', "answer-objection", "roster", "/publicities/l"],
    ["RosterFacts.VoteTask", "cast-vote", "roster", "/rosters/l"],
    ["AbsentMembers.Task", "tell-absent", "roster", "/rosters/l"],
    ["LateMatches.Task", "late-match", "late-match", "/rounds/r1/after/late-matches"],
    ["RevocationHandler.RecoverTask", "recover", "revocation", "/revocations/l"],
  ];

  it.each(own)("of the product itself: %s (%s of a %s) at %s", (_, activity, streamKind, path) =>
    expect(linkOf({ ...task("1", ""), streamKind, stream: "l", activity } as Client.Api["TaskView"])).toBe(path));

  it("is known of every task that the product itself opens", () => {
    const titles = readFileSync(join("..", "StudentAid.Workflow.Server", "Pages", "ActivityTitles.cs"), "utf8");
    expect([...titles.matchAll(/^\s+(\S+) => new Text/gm)].map((m) => m[1])).toEqual(own.map(([named]) => named));
  });
});

describe("the inbox", () => {
  beforeEach(() => {
    asked.length = 0;
    answers["/api/copies/counts"] = { unread: 0, more: false };
    answers["/api/tasks"] = answers["/api/tasks/counts"] = answers["/api/views"] = { items: [], atLeast: 0 };
  });

  it.each([
    [{ unread: 100, more: true }, fill(home["inbox-copies-more"], { count: 100 })],
    [{ unread: 3, more: false }, fill(home["inbox-copies-new"], { count: 3 })],
    [{ unread: 0, more: true }, home["inbox-copies"]],
  ])("says how many copies are unread, as far as they were counted: %j", async (counts, label) => {
    answers["/api/copies/counts"] = counts;
    show(<Inbox />, "/tasks", "/tasks", { duties: [], unit: "/s/" });
    expect(await screen.findByText(label)).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("counts what its filter leaves, and asks for the rest of the filter", async () => {
    answers["/api/tasks/counts"] = { items: [{ role: "r", unit: "/s/c/", activity: "verify", title: "核实", count: 3, unitName: "软件2401" }, { role: "r", unit: "/s/d/", activity: "verify", title: "核实", count: 20, unitName: "软件2402" }, { role: "r", unit: "/s/c/", activity: "match", title: "数据比对", count: 5, unitName: "软件2401" }] };
    show(<Inbox />, "/tasks", "/tasks?activity=verify&unit=/s/c/&round=r1&overdue=true&sort=-due", { duties: [], unit: "/s/" });
    expect(await screen.findByText("共 3 条")).toBeTruthy();
    const query = (path: string) => Object.fromEntries(new URL(asked.find((a) => a.path.startsWith(`${path}?`))!.path, "http://school.test").searchParams);
    expect(query("/api/tasks/counts")).toEqual({ round: "r1", overdue: "true" });
    await userEvent.click(screen.getByRole("combobox", { name: home["by-activity"] }));
    await userEvent.type(screen.getByRole("combobox", { name: home["by-activity"] }), "{ArrowDown}");
    expect((await screen.findAllByRole("option")).map((o) => o.getAttribute("aria-label"))).toEqual(["核实", "数据比对"]);
    expect(query("/api/tasks")).toEqual({ activity: "verify", unit: "/s/c/", round: "r1", overdue: "true", sort: "-due", size: "20" });
  });

  it.each([
    ["/tasks?unit=/s/c/", { unit: "/s/c/" }],
    ["/tasks?overdue=true", { overdue: true }],
  ])("says of all that match as many as the job takes: one round, one step, what of it %s shows", async (shown, narrower) => {
    const user = userEvent.setup();
    answers["/api/tasks"] = { items: [task("1", "赵一"), task("2", "钱二")], atLeast: 2 };
    answers["/api/tasks/counts"] = { items: [{ role: "r", unit: "/s/c/", activity: "verify", title: "核实", count: 6, unitName: "软件2401" }] };
    answers["/api/cases/case-1/actions"] = { items: [{ task: "1", etag: '"7"', activity: "verify", title: text("核实"), role: "r", actions: [{ verb: "verify", label: text("登记核实"), tone: "primary", input: { type: "object", properties: {} }, reasons: [] }] }], case: [], atLeast: 1 };
    answers["/api/jobs"] = answers["/api/jobs/j"] = { id: "j", status: "open", total: 6, done: 0, failed: 0, failures: [] };
    show(<Inbox />, "/tasks", shown, { duties: [], unit: "/s/" });
    await user.click(await screen.findByRole("checkbox", { name: fill(home.choose, { name: "赵一" }) }));
    await user.click(screen.getByRole("button", { name: fill(home.batch, { count: 1 }) }));
    await user.click(await screen.findByRole("radio", { name: fill(home["batch-all"], { count: 6 }) }));
    await user.click(screen.getByRole("combobox", { name: ui.act }));
    await user.click(await screen.findByText("登记核实"));
    await press(user, () => screen.getByRole("button", { name: home["batch-begin"] }));
    await waitFor(() => expect(asked.filter((a) => a.path === "/api/jobs").map((a) => (JSON.parse(a.body) as { all: object }).all)).toEqual([{ round: "r1", activity: "verify", ...narrower }]));
    expect(asked.some((a) => a.path.startsWith("/api/tasks/counts?") && a.path.includes("activity=verify") && a.path.includes("round=r1"))).toBe(true);
  });

  it("offers a job on nothing that the job would take differently: others' tasks", async () => {
    const user = userEvent.setup();
    answers["/api/tasks"] = { items: [task("1", "赵一")], atLeast: 1 };
    answers["/api/tasks/counts"] = { items: [{ role: "r", unit: "/s/c/", activity: "verify", title: "核实", count: 6, unitName: "软件2401" }] };
    answers["/api/cases/case-1/actions"] = { items: [], case: [], atLeast: 0 };
    show(<Inbox />, "/tasks", "/tasks?all=true", { duties: [], unit: "/s/" });
    await user.click(await screen.findByRole("checkbox", { name: fill(home.choose, { name: "赵一" }) }));
    await user.click(screen.getByRole("button", { name: fill(home.batch, { count: 1 }) }));
    expect(await screen.findByRole("button", { name: home["batch-begin"] })).toBeTruthy();
    expect(screen.queryByRole("radio")).toBeNull();
  });

  it("is gone through by keys: J and K move, Enter opens, A and R begin the agreeing and the returning act", async () => {
    const user = userEvent.setup();
    const act = (verb: string, zh: string, tone: string) => ({ verb, label: text(zh), tone, input: { type: "object", properties: {} }, reasons: [], consequence: text(`${zh}以后`) });
    answers["/api/tasks"] = { items: [task("1", "赵一"), task("2", "钱二")], atLeast: 2 };
    answers["/api/cases/case-2/actions"] = { items: [{ task: "2", etag: '"7"', activity: "verify", title: text("核实"), role: "r", actions: [act("record", "登记核实", "primary"), act("return", "退回补充", "danger")] }], case: [], atLeast: 1 };
    show(<ConfigProvider theme={{ token: { motion: false } }}><Inbox /></ConfigProvider>, "/tasks", "/tasks", { duties: [], unit: "/s/" });
    await screen.findByText("钱二");
    const now = () => document.querySelector(".row-now")!.textContent;
    expect(now()).toContain("赵一");
    for (const [key, name] of [["j", "钱二"], ["j", "钱二"], ["k", "赵一"], ["k", "赵一"], ["j", "钱二"]] as const) {
      await user.keyboard(key);
      expect(now()).toContain(name);
    }
    for (const [key, says] of [["a", "登记核实以后"], ["r", "退回补充以后"]] as const) {
      await user.keyboard(key);
      expect(await screen.findByText(says)).toBeTruthy();
      await user.click(screen.getByRole("button", { name: "Close" }));
      await waitFor(() => expect(screen.queryByText(says)).toBeNull());
    }
    await user.keyboard("{Enter}");
    expect(screen.getByLabelText("address").textContent).toBe("/cases/case-2");
  });

  it("leaves keys alone that are typed into a field", async () => {
    answers["/api/tasks"] = { items: [task("1", "赵一"), task("2", "钱二")], atLeast: 2 };
    show(<Inbox />, "/tasks", "/tasks", { duties: [], unit: "/s/" });
    await screen.findByText("钱二");
    await userEvent.type(screen.getByRole("combobox", { name: home["by-unit"] }), "jjk");
    expect(document.querySelector(".row-now")!.textContent).toContain("赵一");
  });

  it("shows what I did, where it stands now, and the way to older ones", async () => {
    const user = userEvent.setup();
    answers["/api/tasks/done"] = { items: [{ case: "c1", round: "r1", seq: 4, at: "2026-09-22T02:00:00Z", activity: "verify", title: "核实", name: "赵一", status: "open", stands: "score" }], next: "older", atLeast: 1 };
    show(<Inbox />, "/tasks", "/tasks?activity=verify", { duties: [], unit: "/s/" });
    await user.click(await screen.findByRole("link", { name: home["inbox-done"] }));
    expect((await screen.findByRole("link", { name: "核实" })).getAttribute("href")).toBe("/cases/c1");
    await user.click(screen.getByRole("button", { name: home.older }));
    await waitFor(() => expect(screen.getByLabelText("address").textContent).toBe("/tasks?show=done&cursor=older"));
  });
});
