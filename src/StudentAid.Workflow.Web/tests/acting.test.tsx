import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { App } from "antd";
import { MemoryRouter } from "react-router";
import cases from "../locales/zh-CN/cases.json";
import ui from "../locales/zh-CN/ui.json";
import type * as Client from "@/api/client";
import { sayIn, TextsContext } from "@/app/texts";
import { Actions } from "@/cases/Actions";
import { answers, press } from "./trials";

vi.mock("@/api/client", async (original) => (await import("./trials")).served(await original<typeof Client>()));

const text = (zh: string, en: string) => ({ "zh-CN": zh, en });

/** What the server answers of a type that the dashboard has never heard of. */
const task = {
  task: "case-1",
  etag: '"7"',
  activity: "visit",
  title: text("入户走访", "Home visit"),
  role: "class-teacher",
  actions: [
    {
      verb: "record-visit",
      label: text("登记走访情况", "Record the visit"),
      tone: "primary",
      consequence: text("走访情况存入申请。", "It is kept with the case."),
      reasons: [],
      input: {
        type: "object",
        required: ["met", "finding"],
        properties: {
          met: { type: "string", title: text("见到的人", "Who was met"), enum: ["guardian", "student"], labels: [text("监护人", "A guardian"), text("学生本人", "The student")] },
          finding: { type: "string", title: text("了解到的情况", "What was found"), minLength: 1, maxLength: 2000 },
        },
      },
    },
    {
      verb: "call-off",
      label: text("不走访", "Call it off"),
      tone: "danger",
      reasons: [{ code: "declined", name: text("本人不同意", "Declined") }],
      input: { type: "object", required: ["reason"], properties: { reason: { type: "string", pattern: "^[a-z-]+$" } } },
    },
  ],
};

const show = () =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TextsContext.Provider value={{ say: sayIn({ ui, cases }), language: "zh-CN", change: () => undefined }}>
        <App>
          <MemoryRouter>
            <Actions id="case" />
          </MemoryRouter>
        </App>
      </TextsContext.Provider>
    </QueryClientProvider>,
  );

describe("what may be done at a task", () => {
  const sent: { path: string; etag: string | null; body: unknown }[] = [];
  const took = async (request: Request) => {
    sent.push({ path: new URL(request.url).pathname, etag: request.headers.get("If-Match"), body: await request.json() });
    return Response.json({ id: "case", version: 8 });
  };

  beforeEach(() => {
    sent.length = 0;
    answers["GET /api/cases/case/actions"] = () => Response.json({ items: [task], others: [], atLeast: 1, case: [] });
    answers["GET /api/principals"] = () => Response.json({ items: [] });
    answers["GET /api/me"] = () => Response.json({ id: "p", name: "韩老师", grants: [] });
    answers["POST /api/tasks/case-1/record-visit"] = took;
    answers["POST /api/tasks/case-1/call-off"] = took;
  });

  it("is a button for each verb that the type describes, with its consequence and a form of its schema", async () => {
    const user = userEvent.setup();
    show();
    await user.click(await screen.findByRole("button", { name: "登记走访情况" }));
    expect(await screen.findByText("走访情况存入申请。")).toBeTruthy();
    await user.click(screen.getByRole("radio", { name: "监护人" }));
    await user.type(screen.getByLabelText("了解到的情况"), "与申请内容相符");
    await press(user, () => screen.getAllByRole("button", { name: "登记走访情况" }).at(-1)!);
    await waitFor(() => expect(sent).toEqual([{ path: "/api/tasks/case-1/record-visit", etag: '"7"', body: { met: "guardian", finding: "与申请内容相符" } }]));
  });

  it("offers a coded reason by its words", async () => {
    const user = userEvent.setup();
    show();
    await user.click(await screen.findByRole("button", { name: "不走访" }));
    await user.selectOptions(await screen.findByLabelText(cases["field-reason"]), "本人不同意");
    await press(user, () => screen.getAllByRole("button", { name: "不走访" }).at(-1)!);
    await waitFor(() => expect(sent.map((s) => s.body)).toEqual([{ reason: "declined" }]));
  });
});

describe("what may be done with the case as a whole", () => {
  const reason = { type: "object", required: ["reason"], properties: { reason: { type: "string", minLength: 1 } } };
  const offer = (...acts: object[]) => (answers["GET /api/cases/case/actions"] = () => Response.json({ items: [], others: [], atLeast: 0, case: acts }));

  it("is what the server offers, each with its consequence and a reason", async () => {
    const user = userEvent.setup();
    const sent: unknown[] = [];
    offer(
      { verb: "withdraw", label: text("撤回申请", "Withdraw"), tone: "danger", input: reason, consequence: text("申请撤回并结束；窗口期内可以重新申请。", "") },
      { verb: "suspend", label: text("暂停办理", "Suspend"), tone: "default", input: reason, consequence: text("暂停办理，期限停止计算，可以恢复。", "") },
      { verb: "unheard-of", label: text("闻所未闻", "Unheard of"), tone: "default", input: reason },
    );
    answers["POST /api/cases/case/suspend"] = async (request) => (sent.push(await request.json()), Response.json({ id: "case", version: 8 }));
    show();
    expect(await screen.findByRole("button", { name: "撤回申请" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "闻所未闻" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "暂停办理" }));
    expect(await screen.findByText("暂停办理，期限停止计算，可以恢复。")).toBeTruthy();
    await user.type(screen.getByLabelText(cases["field-reason"]), "学生住院");
    await press(user, () => screen.getAllByRole("button", { name: "暂停办理" }).at(-1)!);
    await waitFor(() => expect(sent).toEqual([{ reason: "学生住院" }]));
  });

  it("asks no reason where the act takes none", async () => {
    const user = userEvent.setup();
    let sent = 0;
    offer({ verb: "restart", label: text("重新启动", "Begin anew"), tone: "default", input: { type: "object", properties: {} }, consequence: text("以新的申请重新开始，原申请保持原样。", "") });
    answers["POST /api/cases/case/restart"] = () => ((sent += 1), Response.json({ id: "another", version: 1 }));
    show();
    await user.click(await screen.findByRole("button", { name: "重新启动" }));
    expect(await screen.findByText("以新的申请重新开始，原申请保持原样。")).toBeTruthy();
    expect(screen.queryByLabelText(cases["field-reason"])).toBeNull();
    await press(user, () => screen.getAllByRole("button", { name: "重新启动" }).at(-1)!);
    await waitFor(() => expect(sent).toBe(1));
  });
});
