import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { configure, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { App, ConfigProvider } from "antd";
import app from "../locales/zh-CN/app.json";
import family from "../locales/zh-CN/family.json";
import records from "../locales/zh-CN/records.json";
import ui from "../locales/zh-CN/ui.json";
import type * as Client from "@/api/client";
import { fill, sayIn, TextsContext } from "@/app/texts";
import { Family } from "@/family/Family";

configure({ asyncUtilTimeout: 10_000 });

const listening = vi.hoisted((): string[] => []);
const answers = vi.hoisted((): Record<string, unknown> => ({}));
const sent = vi.hoisted((): { path: string; body: unknown }[] => []);

vi.mock("@/app/live", () => ({ useLive: (person: string) => void listening.push(person), quiet: () => undefined }));

vi.mock("@/api/client", async (original) => {
  const client = await original<typeof Client>();
  return {
    ...client,
    api: client.makeClient(async (request) => {
      const path = `${request.method} ${new URL(request.url).pathname}`;
      if (request.method === "POST") sent.push({ path, body: await request.json() });
      return path in answers ? Response.json(answers[path]) : Response.json({ code: "not-asked", detail: path }, { status: 500 });
    }, "http://school.test"),
  };
});

const rules = { activities: [{ id: "board", type: "StudentAid.Publicity", title: "公示" }], levels: [{ id: "low", name: "一般困难" }], notDetermined: { id: "none", name: "不予认定", reasons: [] }, forms: [], commitments: [], bodies: [], edges: [] };

/** A student with one application, and two rounds of his school: last year's and this year's, which is open. */
function begin(more: { status?: string; level?: string; at?: string[]; notice?: string }) {
  const { status = "finished", level = "low", at = [], notice } = more;
  sent.length = 0;
  listening.length = 0;
  for (const path of Object.keys(answers)) delete answers[path];
  Object.assign(answers, {
    "GET /api/session": { signedIn: true, demo: false, now: "2026-09-22T02:00:00Z", roles: [] },
    "GET /api/me": { id: "account", name: "彭小岩", now: "2026-09-22T02:00:00Z", persons: ["x"], grants: [], menu: [] },
    "GET /api/cases": { items: [{ id: "c", round: "old", person: "x", name: "彭小岩", unit: "/s/c/", status, at, version: 9 }] },
    "GET /api/rounds": { items: [{ id: "old" }, { id: "new" }] },
    "GET /api/rounds/old": { id: "old", status: "archived", schoolYear: "2025—2026", name: "去年", tracks: ["enrolled"] },
    "GET /api/rounds/new": { id: "new", status: "open", schoolYear: "2026—2027", name: "今年", tracks: ["enrolled"] },
    "GET /api/cases/c": { id: "c", level, outcomes: [], waits: [], incidents: [] },
    "GET /api/cases/c/rules": rules,
    "GET /api/cases/c/actions": { items: [], case: [], others: [], atLeast: 0, ...(notice ? { notice } : {}) },
    "GET /api/cases/c/events": { items: [] },
    "GET /api/cases/c/summary": { sentences: [] },
    "GET /api/cases/c/after": { adjustments: [], revocations: [], reconsiderations: [], acts: [] },
    "POST /api/cases": { id: "d", version: 1 },
    "POST /api/objections": { id: notice, version: 2 },
  });
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <TextsContext.Provider value={{ say: sayIn({ app, family, records, ui }), language: "zh-CN", change: () => undefined }}>
        <ConfigProvider button={{ autoInsertSpace: false }}>
          <App>
            <Family />
          </App>
        </ConfigProvider>
      </TextsContext.Provider>
    </QueryClientProvider>,
  );
}

const letter = async () => (await screen.findByRole("link", { name: family.letter })).getAttribute("href");

describe("the family's page", () => {
  it("lets whoever applied in an earlier year begin this year's application", async () => {
    begin({});
    await userEvent.click(await screen.findByRole("button", { name: fill(family.begin, { round: "2026—2027 今年" }) }));
    await waitFor(() => expect(sent).toEqual([{ path: "POST /api/cases", body: { round: "new", person: "x", track: "enrolled", attempt: 1 } }]));
  });

  it("offers no other application of the year to whoever stands in one of its rounds that are open side by side", async () => {
    begin({});
    const beside = { procedure: "p", schoolYear: "2026—2027", status: "open" };
    Object.assign(answers, {
      "GET /api/rounds/old": { ...beside, id: "old", name: "在校生", tracks: ["enrolled"] },
      "GET /api/rounds/new": { ...beside, id: "new", name: "新生", tracks: ["freshmen"] },
    });
    await letter();
    expect(screen.queryByText(family["begin-title"])).toBeNull();
  });

  it("offers an objection at the notice that the case itself names, and says that it was sent", async () => {
    begin({ status: "open", at: ["board"], notice: "n" });
    await userEvent.click(await screen.findByRole("button", { name: family.object }));
    await userEvent.type(screen.getByLabelText(family["object-text"]), "家里还有一位病人");
    await userEvent.click(screen.getByRole("button", { name: family["object-send"] }));
    expect(await screen.findByText(family["objection-sent"])).toBeTruthy();
    expect(sent).toEqual([{ path: "POST /api/objections", body: { publicity: "n", case: "c", channel: "online", text: "家里还有一位病人", objector: "" } }]);
  });

  it("offers none while no notice hangs", async () => {
    begin({ status: "open", at: ["board"] });
    await screen.findByText(fill(family.published, { level: "一般困难" }));
    expect(screen.queryByRole("button", { name: family.object })).toBeNull();
  });

  it.each([
    ["low", "/api/prints/result-determined?case=c"],
    ["none", "/api/prints/result-not-determined?case=c"],
  ])("links the letter of its own result: of %s %s", async (level, href) => {
    begin({ level });
    expect(await letter()).toBe(href);
  });

  it("is told by the school what changes", async () => {
    begin({});
    await letter();
    expect(listening).toContain("account");
  });
});
