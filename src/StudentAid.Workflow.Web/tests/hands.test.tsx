import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { App } from "antd";
import { MemoryRouter } from "react-router";
import cases from "../locales/zh-CN/cases.json";
import home from "../locales/zh-CN/home.json";
import oversight from "../locales/zh-CN/oversight.json";
import ui from "../locales/zh-CN/ui.json";
import type * as Client from "@/api/client";
import { fill, sayIn, TextsContext } from "@/app/texts";
import { Actions } from "@/cases/Actions";
import { Copies } from "@/home/Copies";
import { answers, press } from "./trials";

vi.mock("@/api/client", async (original) => (await import("./trials")).served(await original<typeof Client>()));

const text = (zh: string, en: string) => ({ "zh-CN": zh, en });
const to = { type: "string", pattern: "^[0-9a-z]{26}$" };
const reason = { type: "string", minLength: 1, maxLength: 2000 };
const nothing = { type: "object", additionalProperties: false, properties: {} };
const act = (verb: string, label: string, input: object, tone = "default") => ({ verb, label: text(label, verb), tone, input, reasons: [], consequence: text(`${label}以后`, verb) });

const verify = {
  task: "case-1",
  etag: '"7"',
  activity: "verify",
  title: text("核实", "Verification"),
  role: "class-teacher",
  actions: [
    act("record", "登记核实", nothing, "primary"),
    act("claim", "认领", nothing),
    act("delegate", "委派", { type: "object", required: ["to"], properties: { to, reason } }),
    act("copy", "抄送", { type: "object", properties: { to, role: { type: "string" }, unit: { type: "string" } } }),
    act("transfer", "转办", { type: "object", required: ["to"], properties: { to, reason } }),
  ],
};

const han = { id: "0123456789abcdefghjkmnpqrs", name: "韩助理", posts: [{ role: "class-teacher", roleName: "班主任", unit: "/s/c/", unitName: "软件2302" }] };
const lu = { id: "1123456789abcdefghjkmnpqrs", name: "卢老师", posts: [{ role: "counsellor", roleName: "辅导员", unit: "/s/", unitName: "示例学院" }] };

const show = (what: React.ReactNode) =>
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <TextsContext.Provider value={{ say: sayIn({ ui, cases, home, oversight }), language: "zh-CN", change: () => undefined }}>
        <MemoryRouter>
          <App>{what}</App>
        </MemoryRouter>
      </TextsContext.Provider>
    </QueryClientProvider>,
  );

interface Sent {
  path: string;
  etag: string | null;
  key: string | null;
  body: unknown;
}

describe("what else may be done with a task", () => {
  const sent: Sent[] = [];
  const asked: { url: string; body: { verb: string; text: string } }[] = [];
  let items: object[] = [];
  let others: object[] = [];

  const take = async (request: Request) => {
    sent.push({ path: new URL(request.url).pathname, etag: request.headers.get("If-Match"), key: request.headers.get("Idempotency-Key"), body: await request.json() });
    return Response.json({ id: "case", version: 8 });
  };

  beforeEach(() => {
    sent.length = asked.length = 0;
    [items, others] = [[verify], []];
    answers["GET /api/cases/case/actions"] = () => Response.json({ items, others, atLeast: items.length, case: [] });
    answers["GET /api/principals"] = () => Response.json({ items: [] });
    answers["GET /api/me"] = () => Response.json({ id: "p", name: "卢老师", grants: [] });
    answers["POST /api/tasks/case-1/people"] = async (request) => {
      const body = (await request.json()) as { verb: string; text: string };
      asked.push({ url: request.url, body });
      const found = [han, lu].filter((p) => body.text === "" || p.name.includes(body.text));
      return Response.json({ items: found, posts: body.verb === "copy" ? [{ role: "aid-office", roleName: "资助中心", unit: "/s/", unitName: "示例学院" }] : [], atLeast: found.length, ask: [] });
    };
    for (const verb of ["claim", "delegate", "copy", "transfer", "remind"]) answers[`POST /api/tasks/case-1/${verb}`] = take;
  });

  const choose = async (user: ReturnType<typeof userEvent.setup>, verb: string) => {
    await user.click(await screen.findByRole("button", { name: cases.more }));
    await user.click(await screen.findByRole("menuitem", { name: verb }));
    return within(await screen.findByRole("dialog"));
  };

  const send = (sheet: ReturnType<typeof within>, user: ReturnType<typeof userEvent.setup>, label: string) =>
    press(user, () => sheet.getAllByRole("button").find((b: HTMLElement) => b.textContent!.replace(/\s/g, "") === label)!);

  it("stands behind one button, exactly as it is offered, beside the task's own acts", async () => {
    const user = userEvent.setup();
    show(<Actions id="case" />);
    await user.click(await screen.findByRole("button", { name: cases.more }));
    expect((await screen.findAllByRole("menuitem")).map((i) => i.textContent)).toEqual(["认领", "委派", "抄送", "转办"]);
    const row = within(screen.getByRole("group", { name: "核实" }));
    expect(row.getAllByRole("button").map((b) => b.textContent!.replace(/\s/g, ""))).toEqual(["登记核实", cases.more]);
  });

  it("leaves what one was asked for on the task itself, and no menu where nothing else is offered", async () => {
    items = [{ ...verify, actions: [act("reply", "答复", { type: "object", required: ["opinion"], properties: { opinion: reason } }, "primary")] }];
    show(<Actions id="case" />);
    await waitFor(() => expect(screen.getAllByRole("button").map((b) => b.textContent!.replace(/\s/g, ""))).toEqual(["答复"]));
  });

  it("takes along what was uploaded for the student, by its hash", async () => {
    const user = userEvent.setup();
    const files = { type: "array", items: { type: "string", pattern: "^[0-9a-z]{16,128}$" } };
    const uploads: { person?: string }[] = [];
    items = [{ ...verify, actions: [act("agree", "同意", { type: "object", properties: { evidence: files } }, "primary")] }];
    answers["GET /api/cases/case"] = () => Response.json({ id: "case", person: "p1" });
    answers["POST /api/uploads"] = async (r) => (uploads.push((await r.json()) as { person: string }), Response.json({ hash: "ab".repeat(32) }));
    answers["POST /api/tasks/case-1/agree"] = take;
    show(<Actions id="case" />);
    await user.click(await screen.findByRole("button", { name: /同\s?意/ }));
    const sheet = within(await screen.findByRole("dialog"));
    await waitFor(() => expect(document.querySelector("input[type=file]")).toBeTruthy());
    await user.upload(document.querySelector<HTMLInputElement>("input[type=file]")!, new File(["x"], "证明.pdf", { type: "application/pdf" }));
    expect(await sheet.findByText("证明.pdf")).toBeTruthy();
    await send(sheet, user, "同意");
    await waitFor(() => expect(sent.map((s) => s.body)).toEqual([{ evidence: ["ab".repeat(32)] }]));
    expect(uploads.map((u) => u.person)).toEqual(["p1"]);
  });

  it("finds a person by keyboard, with what is typed in the body and never in the address, and sends one key with the version shown", async () => {
    const user = userEvent.setup();
    show(<Actions id="case" />);
    const sheet = await choose(user, "转办");
    expect(sheet.getByText("转办以后")).toBeTruthy();
    const field = sheet.getByRole("combobox", { name: cases["field-to"] });
    await user.type(field, "韩");
    await waitFor(() => expect(asked.at(-1)!.body).toMatchObject({ verb: "transfer", text: "韩" }));
    await waitFor(() => expect(document.querySelectorAll(".ant-select-item-option").length).toBe(1));
    expect(document.querySelector(".ant-select-item-option")!.textContent).toContain("韩助理 班主任 · 软件2302");
    expect(asked.every((a) => !decodeURIComponent(a.url).includes("韩"))).toBe(true);
    // The list goes by key codes, which user-event leaves out.
    fireEvent.keyDown(field, { key: "Enter", keyCode: 13 });
    await user.type(sheet.getByLabelText(/理由/), "出差");
    await send(sheet, user, "转办");
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ path: "/api/tasks/case-1/transfer", etag: '"7"', body: { to: han.id, reason: "出差" } });
    expect(sent[0]!.key).toMatch(/^[0-9a-f]{32}$/);
  });

  it("says who was not found, and that there is nobody to choose", async () => {
    const user = userEvent.setup();
    show(<Actions id="case" />);
    const sheet = await choose(user, "委派");
    await user.type(sheet.getByRole("combobox", { name: cases["field-to"] }), "欧阳");
    expect(await screen.findByText(fill(cases["people-no-hit"], { text: "欧阳" }))).toBeTruthy();
    answers["POST /api/tasks/case-1/people"] = () => Response.json({ items: [], posts: [], atLeast: 0, ask: [] });
    await user.clear(sheet.getByRole("combobox", { name: cases["field-to"] }));
    expect(await screen.findByText(cases["people-none"])).toBeTruthy();
    answers["POST /api/tasks/case-1/people"] = () => Response.json({ items: [], posts: [], atLeast: 0, ask: [{ role: "aid-office", roleName: "资助中心", unit: "/s/", unitName: "示例学院" }] });
    await user.type(sheet.getByRole("combobox", { name: cases["field-to"] }), " ");
    expect(await screen.findByText(fill(cases["people-ask"], { posts: "资助中心 · 示例学院" }))).toBeTruthy();
  });

  it("is not sent without a person where it needs one", async () => {
    const user = userEvent.setup();
    show(<Actions id="case" />);
    const sheet = await choose(user, "委派");
    await send(sheet, user, "委派");
    expect(await sheet.findByText(ui["form-needed"])).toBeTruthy();
    expect(sent).toEqual([]);
  });

  it("sends a copy to a post by its role and unit", async () => {
    const user = userEvent.setup();
    show(<Actions id="case" />);
    const sheet = await choose(user, "抄送");
    await user.click(sheet.getByRole("combobox", { name: cases["field-to"] }));
    await user.click(await screen.findByText("资助中心"));
    await send(sheet, user, "抄送");
    await waitFor(() => expect(sent.map((s) => s.body)).toEqual([{ role: "aid-office", unit: "/s/" }]));
  });

  it("keeps the sheet with the name of who came first, though the task is gone from the page", async () => {
    const user = userEvent.setup();
    answers["POST /api/tasks/case-1/claim"] = () => {
      items = [];
      return Response.json({ status: 412, code: "task-handed-on", detail: "这项待办之后已到韩助理手中，请刷新。" }, { status: 412 });
    };
    show(<Actions id="case" />);
    const sheet = await choose(user, "认领");
    await send(sheet, user, "认领");
    expect(await screen.findByText("这项待办之后已到韩助理手中，请刷新。")).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole("group", { name: "核实" })).toBeNull());
    expect(screen.getByText("这项待办之后已到韩助理手中，请刷新。")).toBeTruthy();
  });

  it("reminds whoever has another's task, in the same row where the task is one's own to put back", async () => {
    const user = userEvent.setup();
    items = [{ ...verify, actions: [act("release", "退回待领", nothing)] }];
    others = [{ ...verify, actions: [act("remind", "催办", nothing)] }, { ...verify, task: "case-2", title: text("批准", "Approval"), holder: "资助中心", actions: [act("remind", "催办", nothing)] }];
    show(<Actions id="case" />);
    const approval = within(await screen.findByRole("group", { name: "批准" }));
    expect(approval.getByText(fill(cases["held-by"], { name: "资助中心" }))).toBeTruthy();
    await user.click(within(screen.getByRole("group", { name: "核实" })).getByRole("button", { name: cases.more }));
    expect((await screen.findAllByRole("menuitem")).map((i) => i.textContent)).toEqual(["退回待领", "催办"]);
  });
});

describe("what was copied to me", () => {
  it("names case and sender, and is marked as read by its button alone", async () => {
    const user = userEvent.setup();
    const read: string[] = [];
    const copy = { id: "copy", case: "case", activity: "verify", title: "核实", by: "p", byName: "卢老师", name: "范子衿", unitName: "软件2302" };
    answers["GET /api/copies"] = () => Response.json({ items: [read.length > 0 ? { ...copy, read: "2026-09-22T02:00:00.000Z" } : copy], atLeast: 1 });
    answers["POST /api/copies/copy/read"] = (request) => {
      read.push(request.headers.get("Idempotency-Key")!);
      return Response.json({ id: "copy", version: 2 });
    };
    show(<Copies />);
    expect((await screen.findByRole("link", { name: "核实" })).getAttribute("href")).toBe("/cases/case");
    expect(screen.getByRole("row", { name: /范子衿.*软件2302.*卢老师/ })).toBeTruthy();
    expect(read).toEqual([]);
    await user.click(screen.getByRole("button", { name: fill(home["copy-mark-of"], { name: "范子衿" }) }));
    expect(await screen.findByText(/2026\D09\D22.*10:00.*已阅/)).toBeTruthy();
    expect(read).toHaveLength(1);
  });
});
