import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { act as drawn, configure, screen, waitFor, within } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { ConfigProvider } from "antd";
import type { ReactNode } from "react";
import cases from "../locales/zh-CN/cases.json";
import filing from "../locales/zh-CN/filing.json";
import home from "../locales/zh-CN/home.json";
import rounds from "../locales/zh-CN/rounds.json";
import ui from "../locales/zh-CN/ui.json";
import type * as Client from "@/api/client";
import { fill } from "@/app/texts";
import { Actions } from "@/cases/Actions";
import { Make } from "@/filing/Make";
import Inbox from "@/home/Inbox";
import { Freeze } from "@/rounds/Freeze";
import { show } from "./served";
import { answers, press } from "./trials";

// The first page that a busy machine draws takes longer than a second.
configure({ asyncUtilTimeout: 10_000 });

vi.mock("@/api/client", async (original) => (await import("./trials")).served(await original<typeof Client>()));

const reader = { duties: ["keep-rounds"], unit: "/s/" };
const text = (zh: string) => ({ "zh-CN": zh, en: zh });

/** Its first answer is lost, the second comes; the keys under which it went out. */
function lostOnce(call: string): (string | null)[] {
  const keys: (string | null)[] = [];
  answers[call] = (r) => {
    keys.push(r.headers.get("Idempotency-Key"));
    return keys.length === 1 ? Promise.reject(new TypeError("no network")) : Response.json({ id: "x", version: 2 });
  };
  return keys;
}

/** Opens a sheet, sends it, loses the answer, closes it, opens it again and sends it once more. */
async function twice(open: string, act: string) {
  const user = userEvent.setup();
  for (const again of [false, true]) {
    await user.click(await screen.findByRole("button", { name: open }));
    const sheet = within(await screen.findByRole("dialog"));
    await sheet.findByRole("button", { name: act });
    if (again) expect(await sheet.findByText(ui.unreached)).toBeTruthy();
    await press(user, () => sheet.getByRole("button", { name: act }));
    if (again) return;
    await sheet.findByText(ui.unreached);
    await user.click(screen.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  }
}

const still = (page: ReactNode) => <ConfigProvider theme={{ token: { motion: false } }}>{page}</ConfigProvider>;

const act = (verb: string, zh: string, tone: string): object => ({ verb, label: text(zh), tone, input: { type: "object", properties: {} }, reasons: [] });

/** What may be done at the one task of a case. */
function offer(id: string, ...acts: (object | string)[]) {
  const etag = acts.find((a) => typeof a === "string") ?? '"1"';
  answers[`GET /api/cases/case-${id}/actions`] = () =>
    Response.json({ items: [{ task: `${id}-1`, etag, activity: "office", title: text(`办理 ${id}`), role: "r", actions: acts.filter((a) => typeof a !== "string") }], others: [], case: [], atLeast: 1 });
  answers[`GET /api/cases/${id}`] = () => Response.json({ person: "p" });
  answers[`GET /api/cases/${id}/rules`] = () => Response.json({ activities: [], levels: [], bodies: [] });
}

/** An inbox of these cases, each with a task to agree to. */
function inbox(...ids: string[]) {
  for (const id of ids) offer(id, act("agree", "同意", "primary"));
  answers["GET /api/principals"] = answers["GET /api/views"] = answers["GET /api/tasks/counts"] = answers["GET /api/rounds"] = answers["GET /api/org-units"] = () => Response.json({ items: [], atLeast: 0 });
  answers["GET /api/copies/counts"] = () => Response.json({ unread: 0, more: false });
  answers["GET /api/me"] = () => Response.json({ id: "p", name: "资助中心", now: "2026-09-22T02:00:00Z", grants: [] });
  answers["GET /api/session"] = () => Response.json({ signedIn: true, public: false });
  answers["GET /api/tasks"] = () =>
    Response.json({ items: ids.map((id) => ({ id: `${id}-1`, etag: '"1"', stream: `case-${id}`, streamKind: "instance", round: "r", activity: "office", role: "r", unit: "/s/c/", person: "p", status: "open", title: "核准", name: id, overdue: false })), atLeast: ids.length });
}

async function struck(user: UserEvent, key: string) {
  await user.keyboard(key);
  return within(await screen.findByRole("dialog"));
}

async function close(user: UserEvent) {
  await user.click(screen.getByRole("button", { name: "Close" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
}

describe("a sheet that was closed after its answer was lost keeps its key", () => {
  it("where a list is frozen", async () => {
    const keys = lostOnce("POST /api/rosters");
    answers["GET /api/rosters/readiness"] = () => Response.json({ missing: [], windowClosed: true });
    answers["GET /api/rounds/r/rules"] = () => Response.json({ activities: [], levels: [], bodies: [] });
    show(still(<Freeze round="r" activity="class" unit="/s/c/" list="民主评议" unitName="软件2401" count={3} />), "/", "/", reader);
    await twice(rounds.freeze, rounds["freeze-do"]);
    await waitFor(() => expect(keys).toHaveLength(2));
    expect(keys[1]).toBe(keys[0]);
  });

  it("where a file is made for another system", async () => {
    const keys = lostOnce("POST /api/rounds/r/exports/national");
    answers["GET /api/rounds/r/exports/national"] = () => Response.json({ profile: "national", batch: "b", rows: 3, columns: [], canWrite: true, problems: [], cuts: [] });
    show(still(<Make round={{ id: "r" } as Client.Api["RoundView"]} of={{ profile: "national", name: "国家系统", batches: [] } as unknown as Client.Api["ExportView"]} keeps />), "/", "/", reader);
    await twice(fill(filing["look-of"], { name: "国家系统" }), filing.make);
    await waitFor(() => expect(keys).toHaveLength(2));
    expect(keys[1]).toBe(keys[0]);
  });

  it("on a case page, though another act of the task was opened meanwhile", async () => {
    const user = userEvent.setup();
    const keys = lostOnce("POST /api/tasks/t1-1/record");
    inbox("t1");
    offer("t1", act("record", "登记核实", "primary"), act("back", "退回补充", "danger"));
    show(still(<Actions id="case-t1" />), "/", "/", reader);
    const open = async (label: string) => {
      await user.click(await screen.findByRole("button", { name: label }));
      return within(await screen.findByRole("dialog"));
    };
    let sheet = await open("登记核实");
    await press(user, () => sheet.getByRole("button", { name: "登记核实" }));
    await sheet.findByText(ui.unreached);
    await close(user);
    await open("退回补充");
    await close(user);
    sheet = await open("登记核实");
    expect(await sheet.findByText(ui.unreached)).toBeTruthy();
    await press(user, () => sheet.getByRole("button", { name: "登记核实" }));
    await waitFor(() => expect(keys).toHaveLength(2));
    expect(keys[1]).toBe(keys[0]);
  });

  it("where it was opened by a key in the inbox, though another was opened meanwhile, and another tab looked at", async () => {
    const user = userEvent.setup();
    const keys = lostOnce("POST /api/tasks/t1-1/agree");
    inbox("t1", "t2");
    answers["GET /api/tasks/done"] = () => Response.json({ items: [], atLeast: 0 });
    show(still(<Inbox />), "/tasks", "/tasks", reader);
    await screen.findByText("t2");
    let sheet = await struck(user, "a");
    await press(user, () => sheet.getByRole("button", { name: "同意" }));
    await sheet.findByText(ui.unreached);
    await close(user);
    await user.keyboard("j");
    await struck(user, "a");
    await close(user);
    await user.click(screen.getByRole("link", { name: home["inbox-done"] }));
    await user.click(await screen.findByRole("link", { name: home["inbox-mine"] }));
    await screen.findByText("t2");
    // Else the link keeps the focus, and what is pressed is the link's.
    (document.activeElement as HTMLElement).blur();
    await user.keyboard("k");
    sheet = await struck(user, "a");
    await press(user, () => sheet.getByRole("button", { name: "同意" }));
    await waitFor(() => expect(keys).toHaveLength(2));
    expect(keys[1]).toBe(keys[0]);
  });
});

/** The answer to a call, when the test gives it. */
function held(call: string) {
  let give: (answer: Response) => void = () => undefined;
  let asked = 0;
  answers[call] = () => (asked++, new Promise((given) => (give = given)));
  return { asked: () => asked, give: (answer: object) => give(Response.json(answer)) };
}

describe("an answer that comes when its sheet was closed", () => {
  it("leaves the sheet alone that was opened since", async () => {
    const user = userEvent.setup();
    inbox("t1", "t2");
    const first = held("POST /api/tasks/t1-1/agree");
    show(still(<Inbox />), "/tasks", "/tasks", reader);
    await screen.findByText("t2");
    const sheet = await struck(user, "a");
    await press(user, () => sheet.getByRole("button", { name: "同意" }));
    await waitFor(() => expect(first.asked()).toBe(1));
    await close(user);
    await user.keyboard("j");
    await struck(user, "a");
    first.give({ id: "t1", version: 2 });
    expect(await screen.findByText(fill(cases.done, { label: "同意" }))).toBeTruthy();
    expect(screen.getByText("办理 t2 · 同意")).toBeTruthy();
    await close(user);
    await user.keyboard("k");
    await struck(user, "a");
    expect(screen.getByText("办理 t1 · 同意")).toBeTruthy();
  });

  it.each([true, false])("leads to the list that was frozen only whoever still waits for it (closed: %s)", async (closed) => {
    const user = userEvent.setup();
    answers["GET /api/rosters/readiness"] = () => Response.json({ missing: [], windowClosed: true });
    answers["GET /api/rounds/r/rules"] = () => Response.json({ activities: [], levels: [], bodies: [] });
    const list = held("POST /api/rosters");
    show(still(<><Freeze round="r" activity="class" unit="/s/c/" list="民主评议" unitName="软件2401" count={3} /><Asked /></>), "*", "/rounds/r", reader);
    await user.click(await screen.findByRole("button", { name: rounds.freeze }));
    const sheet = within(await screen.findByRole("dialog"));
    await press(user, () => sheet.getByRole("button", { name: rounds["freeze-do"] }));
    await waitFor(() => expect(list.asked()).toBe(1));
    if (closed) await close(user);
    const before = again;
    list.give({ id: "l", version: 1 });
    await waitFor(() => expect(again).toBeGreaterThan(before));
    await new Promise((led) => setTimeout(led, 100));
    expect(screen.getByLabelText("address").textContent).toBe(closed ? "/rounds/r" : "/rosters/l");
  });
});

/** How often what is shown was asked for, which it is again once an act is done. */
let again = 0;
function Asked() {
  useQuery({ queryKey: ["asked"], queryFn: () => ++again });
  return null;
}

describe("a key in the inbox", () => {
  const user = () => userEvent.setup();
  const now = () => document.querySelector(".row-now")!.textContent;

  it("says where the task has no such act, and the other keys go on", async () => {
    inbox("t1", "t2");
    show(still(<Inbox />), "/tasks", "/tasks", reader);
    await screen.findByText("t2");
    await user().keyboard("r");
    expect(await screen.findByText(home["no-such-act"])).toBeTruthy();
    await user().keyboard("j");
    expect(now()).toContain("t2");
    await struck(user(), "a");
    expect(screen.getByText("办理 t2 · 同意")).toBeTruthy();
  });

  it("says why what may be done could not be asked, and asks again", async () => {
    inbox("t1", "t2");
    const offered = answers["GET /api/cases/case-t1/actions"]!;
    answers["GET /api/cases/case-t1/actions"] = () => Response.json({ code: "busy", detail: "服务器正忙。" }, { status: 503 });
    show(still(<Inbox />), "/tasks", "/tasks", reader);
    await screen.findByText("t2");
    await user().keyboard("a");
    const alert = await screen.findByRole("alert");
    expect(within(alert).getByText("服务器正忙。")).toBeTruthy();
    await user().keyboard("j");
    expect(now()).toContain("t2");
    answers["GET /api/cases/case-t1/actions"] = offered;
    await user().click(within(alert).getByRole("button", { name: ui.again }));
    expect(await screen.findByText("办理 t1 · 同意")).toBeTruthy();
    expect(screen.queryByText("服务器正忙。")).toBeNull();
  });

  it.each(["gone", "changed"])("opens the task as it was then, and what others do changes neither what is typed nor what is confirmed: %s", async (moved) => {
    inbox("t1", "t2");
    offer("t1", { ...act("agree", "同意", "primary"), input: { type: "object", required: ["opinion"], properties: { opinion: { type: "string", title: text("意见"), minLength: 1 } } } });
    const on: (string | null)[] = [];
    answers["POST /api/tasks/t1-1/agree"] = (r) => (on.push(r.headers.get("If-Match")), Response.json({ id: "t1", version: 2 }));
    let queries: QueryClient | undefined;
    function Client() {
      queries = useQueryClient();
      return null;
    }
    show(still(<><Client /><Inbox /></>), "/tasks", "/tasks", reader);
    await screen.findByText("t2");
    const sheet = await struck(user(), "a");
    await user().type(await sheet.findByLabelText("意见"), "情况属实");
    if (moved === "gone") answers["GET /api/cases/case-t1/actions"] = () => Response.json({ items: [], case: [], atLeast: 0 });
    else offer("t1", act("agree", "同意", "primary"), '"9"');
    await drawn(() => queries!.invalidateQueries());
    expect(sheet.getByLabelText<HTMLInputElement>("意见").value).toBe("情况属实");
    await press(user(), () => sheet.getByRole("button", { name: "同意" }));
    await waitFor(() => expect(on).toEqual(['"1"']));
  });
});
