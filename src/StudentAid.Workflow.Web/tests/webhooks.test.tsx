import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { App } from "antd";
import words from "../locales/zh-CN/app.json";
import ui from "../locales/zh-CN/ui.json";
import type * as Client from "@/api/client";
import { fill, sayIn, TextsContext } from "@/app/texts";
import { Webhooks } from "@/operations/Webhooks";
import { answers, press } from "./trials";

vi.mock("@/api/client", async (original) => (await import("./trials")).served(await original<typeof Client>()));

const hook = (id: string, name: string, more: object = {}) => ({ id, name, unit: "/s/", url: "https://hooks.test/", topics: ["case.finished"], status: "on", version: 1, waiting: 0, lastAnswer: "204", ...more });

const show = () =>
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <TextsContext.Provider value={{ say: sayIn({ app: words, ui }), language: "zh-CN", change: () => undefined }}>
        <App>
          <Webhooks unit="/s/" />
        </App>
      </TextsContext.Provider>
    </QueryClientProvider>,
  );

/** Presses the button of a row and then, so often, the one of its sheet once the trial fits. */
async function confirmed(user: ReturnType<typeof userEvent.setup>, row: string, act: string, times = 1) {
  await user.click(await screen.findByRole("button", { name: row }));
  const ok = within((await screen.findAllByRole("dialog")).at(-1)!).getByRole("button", { name: act });
  await press(user, () => ok);
  for (let n = 1; n < times; n++) await user.click(ok);
}

describe("receivers", () => {
  let sent: string[] = [];

  beforeEach(() => {
    sent = [];
    answers["GET /api/webhooks"] = () => Response.json({ items: [hook("h1", "学工系统"), hook("h2", "一卡通", { status: "switched-off" })], atLeast: 2 });
  });

  it("are given a new secret once, after a question, and it says whose it is", async () => {
    const user = userEvent.setup();
    answers["POST /api/webhooks/h1/rotate"] = (r) => {
      sent.push(r.headers.get("Idempotency-Key")!);
      return Response.json({ id: "h1", secret: sent.length === 1 ? "whsec_new" : "", version: 2 });
    };
    answers["TRIAL /api/webhooks/h1/rotate"] = () => Response.json({ id: "h1", secret: "", version: 1, wouldWrite: { facts: { undo: { "zh-CN": "旧密钥一日内仍有效。", en: "" } } } });
    show();
    await user.click(await screen.findByRole("button", { name: fill(words["hook-rotate-of"], { name: "学工系统" }) }));
    expect(await screen.findByText("旧密钥一日内仍有效。")).toBeTruthy();
    expect(sent).toEqual([]);
    const sheet = within(await screen.findByRole("dialog"));
    await press(user, () => sheet.getByRole("button", { name: words["hook-rotate"] }));
    expect(await screen.findByText("whsec_new")).toBeTruthy();
    expect(screen.getByText(fill(words["hook-once"], { name: "学工系统" }))).toBeTruthy();
    expect(sent.length).toBe(1);
  });

  it("show the secret though the question was answered twice", async () => {
    const user = userEvent.setup();
    let answer: () => void = () => undefined;
    answers["POST /api/webhooks/h1/rotate"] = async (r) => {
      sent.push(r.headers.get("Idempotency-Key")!);
      await new Promise<void>((done) => (answer = done));
      return Response.json({ id: "h1", secret: sent.length === 1 ? "whsec_new" : "", version: 2 });
    };
    show();
    await confirmed(user, fill(words["hook-rotate-of"], { name: "学工系统" }), words["hook-rotate"], 2);
    await waitFor(() => expect(sent.length).toBe(1));
    answer();
    expect(await screen.findByText("whsec_new")).toBeTruthy();
    expect(sent.length).toBe(1);
  });

  it("say that a secret was lost where its answer was", async () => {
    const user = userEvent.setup();
    answers["POST /api/webhooks/h1/rotate"] = (r) => {
      sent.push(r.headers.get("Idempotency-Key")!);
      return sent.length === 1 ? Promise.reject(new TypeError("no network")) : Response.json({ id: "h1", secret: "", version: 2 });
    };
    show();
    await confirmed(user, fill(words["hook-rotate-of"], { name: "学工系统" }), words["hook-rotate"]);
    expect(await screen.findByText(ui.unreached)).toBeTruthy();
    await press(user, () => within(screen.getByRole("dialog")).getByRole("button", { name: words["hook-rotate"] }));
    expect(await screen.findByText(fill(words["hook-lost"], { name: "学工系统" }))).toBeTruthy();
    expect(sent[1]).toBe(sent[0]);
  });

  it("are switched off here, and only where they are on", async () => {
    const user = userEvent.setup();
    answers["POST /api/webhooks/h1/switch-off"] = () => (sent.push("off"), Response.json({ id: "h1", version: 2 }));
    show();
    await confirmed(user, fill(words["hook-switch-off-of"], { name: "学工系统" }), words["hook-switch-off"]);
    await waitFor(() => expect(sent).toEqual(["off"]));
    expect(screen.queryByRole("button", { name: fill(words["hook-switch-off-of"], { name: "一卡通" }) })).toBeNull();
  });

  it("tell which delivery arrived, which comes again and which was set aside", async () => {
    const user = userEvent.setup();
    const tried = (id: string, more: object) => ({ id, topic: "case.finished", object: "c", version: 1, at: "2026-09-14T02:00:00Z", attempts: 1, lastTried: "2026-09-14T02:00:00Z", lastAnswer: "404", delivered: false, setAside: false, ...more });
    answers["GET /api/webhooks/h1/deliveries"] = () =>
      Response.json({ items: [tried("d1", { delivered: true, lastAnswer: "204" }), tried("d2", {}), tried("d3", { setAside: true, attempts: 10 })], atLeast: 3 });
    show();
    await user.click(await screen.findByRole("button", { name: fill(words["hook-deliveries-of"], { name: "学工系统" }) }));
    const rows = within(await screen.findByRole("dialog"));
    for (const key of ["hook-delivered", "hook-to-retry", "hook-set-aside"] as const) expect(await rows.findByText(words[key])).toBeTruthy();
  });
});
