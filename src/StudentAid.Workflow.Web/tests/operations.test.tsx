import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import words from "../locales/zh-CN/app.json";
import cases from "../locales/zh-CN/cases.json";
import ui from "../locales/zh-CN/ui.json";
import type * as Client from "@/api/client";
import { fill, sayIn, TextsContext } from "@/app/texts";
import { Audit } from "@/operations/Audit";
import { Incidents } from "@/operations/Incidents";

const answers = vi.hoisted((): Record<string, object> => ({}));

vi.mock("@/api/client", async (original) => {
  const client = await original<typeof Client>();
  return { ...client, api: client.makeClient((request) => Promise.resolve(Response.json(answers[new URL(request.url).pathname])), "http://school.test") };
});

const show = (page: React.ReactNode) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TextsContext.Provider value={{ say: sayIn({ app: words, cases, ui }), language: "zh-CN", change: () => undefined }}>
        <MemoryRouter>{page}</MemoryRouter>
      </TextsContext.Provider>
    </QueryClientProvider>,
  );

const incident = (kind: string, more: object) => ({ stream: kind, kind, unit: "/s/", at: "", message: "", ...more });

beforeEach(() => {
  answers["/api/org-units"] = { items: [] };
  answers["/api/session"] = { signedIn: true };
});

describe("what went wrong", () => {
  beforeEach(() => {
    answers["/api/incidents"] = {
      items: [incident("webhook", { name: "学工系统", code: "webhook-switched-off" }), incident("message", { message: "m", name: "calendar-changed", code: "not-found", sentence: "“按新的日历推算公示期”未被接收：找不到。" })],
      atLeast: 2,
    };
  });

  const what = fill(words["incident-webhook-what"], { name: "学工系统" });

  it("says which receiver was switched off, and leads who sets up to where it is tried again", async () => {
    answers["/api/me"] = { grants: [{ duties: ["set-up"] }] };
    show(<Incidents />);
    expect((await screen.findByRole("link", { name: what }, { timeout: 10_000 })).getAttribute("href")).toBe("/operations?show=hooks");
  });

  it("leads nobody else there, and says of a message in words what it was", async () => {
    answers["/api/me"] = { grants: [{ duties: ["operate"] }] };
    show(<Incidents />);
    expect(await screen.findByText(what)).toBeTruthy();
    expect(screen.queryByRole("link", { name: what })).toBeNull();
    expect(screen.getByText("“按新的日历推算公示期”未被接收：找不到。")).toBeTruthy();
    expect(screen.queryByText(/calendar-changed|not-found/)).toBeNull();
  });
});

describe("the trail", () => {
  beforeEach(() => {
    answers["/api/audit/heads"] = { items: [], atLeast: 0 };
  });

  it("says that there is nothing only where there is nothing further back", async () => {
    answers["/api/audit"] = { items: [], next: "c", atLeast: 0 };
    const { unmount } = show(<Audit />);
    expect(await screen.findByText(words["no-audit-yet"])).toBeTruthy();
    expect(screen.queryByText(words["no-audit"])).toBeNull();
    unmount();
    answers["/api/audit"] = { items: [], atLeast: 0 };
    show(<Audit />);
    expect(await screen.findByText(words["no-audit"])).toBeTruthy();
  });

  it("says in words what something was for, and which fields and rules it was about", async () => {
    const row = (what: string, more: object) => ({ stream: what, seq: 1, at: "2026-09-14T02:00:00Z", actor: "p", unit: "/s/", kind: "k", what, about: "a", fields: [], fieldNames: [], ...more });
    answers["/api/audit"] = {
      items: [
        row("SwitchedOff", { purpose: "failing" }),
        row("Exported", { purpose: "payment-list", purposeName: "资助发放清单" }),
        row("Revealed", { fields: ["answers.income", "person.name"], fieldNames: ["家庭收入", "person.name"] }),
      ],
      atLeast: 3,
    };
    show(<Audit />);
    expect(await screen.findByText(words["audit-off-failing"])).toBeTruthy();
    expect(screen.getByText("资助发放清单")).toBeTruthy();
    expect(screen.getByText(`家庭收入、${cases["fact-name"]}`)).toBeTruthy();
    expect(screen.queryByText(/failing|payment-list|answers/)).toBeNull();
  });
});
