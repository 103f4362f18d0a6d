import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { App, ConfigProvider } from "antd";
import { MemoryRouter } from "react-router";
import cases from "../locales/zh-CN/cases.json";
import ui from "../locales/zh-CN/ui.json";
import type * as Client from "@/api/client";
import type * as Drafts from "@/app/draft";
import { fill, sayIn, TextsContext } from "@/app/texts";
import { Actions } from "@/cases/Actions";
import { momentOf } from "@/ui/time";
import { answers, press } from "./trials";

const device = vi.hoisted(() => ({ kept: new Map<string, { answers: unknown; etag: string; at: number }>(), asked: [] as unknown[], works: true }));

vi.mock("@/api/client", async (original) => (await import("./trials")).served(await original<typeof Client>()));

vi.mock("@/app/draft", async (original) => ({
  ...(await original<typeof Drafts>()),
  draftsOf: (reader: string, shared: boolean) => {
    device.asked.push([reader, shared]);
    return shared ? null : {
      kept: (id: string) => Promise.resolve(device.kept.get(id) ?? null),
      keep: (id: string, draft: { answers: unknown; etag: string }) => Promise.resolve(device.works && (device.kept.set(id, { ...draft, at: 1_789_000_000_000 }), true)),
      drop: (id: string) => Promise.resolve(void device.kept.delete(id)),
    };
  },
}));

const text = (zh: string) => ({ "zh-CN": zh, en: zh });
const words = { type: "string", minLength: 1 };
const record = {
  verb: "record", label: text("登记核实"), tone: "primary", reasons: [], consequence: text("存入申请。"),
  input: { type: "object", required: ["persons", "finding"], properties: { persons: { type: "array", items: { type: "string" } }, finding: words } },
};
const agree = { verb: "agree", label: text("通过"), tone: "default", reasons: [], consequence: text("同意。"), input: { type: "object", required: ["opinion"], properties: { opinion: words } } };
const as = "record case-1";

const show = (shared = false, etag = '"7"') => {
  answers["GET /api/session"] = () => Response.json({ signedIn: true, public: shared });
  answers["GET /api/cases/case/actions"] = () => Response.json({ items: [{ task: "case-1", etag, activity: "verify", title: text("核实"), role: "class-teacher", actions: [record, agree] }], others: [], atLeast: 1, case: [] });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const page = render(
    <QueryClientProvider client={queries}>
      <TextsContext.Provider value={{ say: sayIn({ ui, cases }), language: "zh-CN", change: () => undefined }}>
        <MemoryRouter>
          <ConfigProvider theme={{ token: { motion: false } }}>
            <App>
              <Actions id="case" />
            </App>
          </ConfigProvider>
        </MemoryRouter>
      </TextsContext.Provider>
    </QueryClientProvider>,
  );
  return { ...page, queries };
};

const open = async (label: RegExp) => {
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: label }));
  return { user, sheet: within(await screen.findByRole("dialog")) };
};

const finding = (sheet: ReturnType<typeof within>) => sheet.getByRole("textbox", { name: cases["field-finding"] }) as HTMLTextAreaElement;

describe("a visit that is put down where there may be no network", () => {
  beforeEach(() => {
    device.kept.clear();
    device.asked.length = 0;
    device.works = true;
    answers["GET /api/principals"] = () => Response.json({ items: [] });
    answers["GET /api/me"] = () => Response.json({ id: "p", name: "卢老师", now: "2026-09-22T02:00:00Z", grants: [] });
    answers["GET /api/cases/case"] = () => Response.json({ id: "case", person: "p1" });
    answers["POST /api/tasks/case-1/record"] = () => Response.json({ id: "case", version: 8 });
  });

  it("is kept on the device as it is filled in, stands there again when the page is opened anew, and is dropped once it is sent", async () => {
    const before = show();
    const first = await open(/登记核实/);
    fireEvent.change(finding(first.sheet), { target: { value: "土坯房，奶奶卧床" } });
    expect(await first.sheet.findByText(cases["draft-kept"])).toBeTruthy();
    expect(device.kept.get(as)).toMatchObject({ answers: { persons: ["p"], finding: "土坯房，奶奶卧床" }, etag: '"7"' });
    before.unmount();

    show();
    const again = await open(/登记核实/);
    expect(finding(again.sheet).value).toBe("土坯房，奶奶卧床");
    expect(again.sheet.getByText(fill(cases["draft-begun"], { at: momentOf(new Date(1_789_000_000_000).toISOString(), "zh-CN") }))).toBeTruthy();
    await press(again.user, () => again.sheet.getByRole("button", { name: "登记核实" }));
    await waitFor(() => expect(device.kept.size).toBe(0));
  });

  it("warns where the task has moved on since, and begins anew at one's wish", async () => {
    device.kept.set(as, { answers: { persons: ["p", "q"], finding: "旧的" }, etag: '"6"', at: 1_789_000_000_000 });
    show();
    const { user, sheet } = await open(/登记核实/);
    expect(sheet.getByText(fill(cases["draft-moved"], { at: momentOf(new Date(1_789_000_000_000).toISOString(), "zh-CN") }))).toBeTruthy();
    await user.click(sheet.getByRole("button", { name: cases["draft-anew"] }));
    expect(finding(sheet).value).toBe("");
    expect(device.kept.size).toBe(0);
    expect(sheet.queryByRole("button", { name: cases["draft-anew"] })).toBeNull();
  });

  it("stays a draft of what stood when it was begun, whatever is typed on, until it is begun anew", async () => {
    device.kept.set(as, { answers: { persons: ["p"], finding: "旧的" }, etag: '"6"', at: 1_789_000_000_000 });
    show();
    const { user, sheet } = await open(/登记核实/);
    fireEvent.change(finding(sheet), { target: { value: "旧的，又添了一句" } });
    await waitFor(() => expect(device.kept.get(as)).toMatchObject({ answers: { finding: "旧的，又添了一句" }, etag: '"6"' }));
    await user.click(sheet.getByRole("button", { name: cases["draft-anew"] }));
    fireEvent.change(finding(sheet), { target: { value: "新的" } });
    await waitFor(() => expect(device.kept.get(as)).toMatchObject({ answers: { finding: "新的" }, etag: '"7"' }));
  });

  it.each([[true, true], [false, false]])("says that the page must stay open where nothing is kept (public computer: %s)", async (shared, works) => {
    device.works = works;
    show(shared);
    const { sheet } = await open(/登记核实/);
    fireEvent.change(finding(sheet), { target: { value: "土坯房" } });
    expect(await sheet.findByText(cases["draft-page"])).toBeTruthy();
    expect(device.kept.size).toBe(0);
    expect(device.asked.at(-1)).toEqual(["p", shared]);
  });

  it("keeps nothing of an act at the desk", async () => {
    show();
    const { sheet } = await open(/通过|通 过/);
    fireEvent.change(sheet.getByRole("textbox", { name: cases["field-opinion"] }), { target: { value: "情况属实" } });
    expect(sheet.queryByText(cases["draft-kept"])).toBeNull();
    expect(device.kept.size).toBe(0);
  });
});

describe("a session that ends while a visit is put down", () => {
  it.each([true, false])("takes nothing from what is typed, and he who signs in again goes on (public computer: %s)", async (shared) => {
    answers["GET /api/principals"] = () => Response.json({ items: [] });
    answers["GET /api/me"] = () => Response.json({ id: "p", name: "卢老师", now: "2026-09-22T02:00:00Z", grants: [] });
    answers["GET /api/cases/case"] = () => Response.json({ id: "case", person: "p1" });
    device.kept.clear();
    device.works = true;
    const { queries } = show(shared);
    const { user, sheet } = await open(/登记核实/);
    fireEvent.change(finding(sheet), { target: { value: "土坯房" } });
    const me = queries.getQueryData(["me"]);
    const session = queries.getQueryData(["session"]);
    const asked = device.asked.length;
    await act(async () => {
      queries.setQueryData(["session"], { signedIn: false, public: false });
      queries.setQueryData(["me"], null);
      await new Promise((drawn) => setTimeout(drawn, 100));
    });
    expect(finding(within(screen.getByRole("dialog"))).value).toBe("土坯房");
    fireEvent.change(finding(sheet), { target: { value: "土坯房，奶奶卧床" } });
    expect(await sheet.findByText(cases[shared ? "draft-page" : "draft-kept"])).toBeTruthy();
    expect(device.kept.size).toBe(shared ? 0 : 1);
    await act(async () => {
      queries.setQueryData(["session"], session);
      queries.setQueryData(["me"], me);
      await new Promise((drawn) => setTimeout(drawn, 100));
    });
    expect(finding(within(screen.getByRole("dialog"))).value).toBe("土坯房，奶奶卧床");
    // On a public computer nothing is ever kept, as little while nobody is known.
    expect(device.asked.slice(asked).filter((of) => (of as [string, boolean])[1] !== shared)).toEqual([]);
    const sent: unknown[] = [];
    answers["POST /api/tasks/case-1/record"] = async (r) => (sent.push(await r.json()), Response.json({ id: "case", version: 8 }));
    await press(user, () => sheet.getByRole("button", { name: "登记核实" }));
    await waitFor(() => expect(sent).toEqual([{ persons: ["p"], finding: "土坯房，奶奶卧床" }]));
  });
});
