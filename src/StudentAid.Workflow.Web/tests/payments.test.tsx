import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import words from "../locales/zh-CN/rounds.json";
import ui from "../locales/zh-CN/ui.json";
import type * as Client from "@/api/client";
import { fill } from "@/app/texts";
import Payments from "@/rounds/Payments";
import { show } from "./served";
import { answers, press } from "./trials";

vi.mock("@/api/client", async (original) => (await import("./trials")).served(await original<typeof Client>()));

const line = (name: string, state: string, stateName: string, paid: number) => ({ case: `case-${name}`, person: "p", name, place: "/s/c/", number: "n", owed: 100000, paid, state, stateName, reason: "" });
const file = (batch: string, status: string) => ({ batch, paidOn: "2026-09-20", status, rows: 2, failed: 1, paid: 100000, paper: "00" });
const paid = { round: "r1", owed: 200000, paid: 100000, stray: 0, agrees: false, files: [file("甲批", "recorded"), file("乙批", "withdrawn")], lines: [line("周雨禾", "in-full", "足额", 100000), line("李向南", "failed", "发放失败", 0)], findings: [{ kind: "other-card", kindName: "卡号与登记不一致", batch: "甲批", row: 3, person: "p", name: "周雨禾", amount: 100000 }] };
const office = { duties: ["keep-rounds", "hand-out-papers"], unit: "/s/" };
const open = (at = "/rounds/r1/payments", reader = office) => show(<Payments />, "/rounds/:id/payments", at, reader);

describe("payments of a round", () => {
  beforeEach(() => {
    answers["GET /api/rounds/r1"] = () => Response.json({ id: "r1", school: "/s/", schoolYear: "2026—2027", name: "助学金" });
    answers["GET /api/rounds/r1/payments"] = () => Response.json(paid);
  });

  it("say in the server's words who got what, and show no id", async () => {
    open();
    const row = (await screen.findByText("李向南")).closest("tr")!;
    expect(row.textContent).toContain("发放失败");
    expect(row.textContent).toContain("1,000.00");
    expect(screen.getByText("卡号与登记不一致")).toBeTruthy();
    expect(screen.getByText(words["payments-differ"])).toBeTruthy();
    expect(document.body.textContent).not.toContain("case-");
  });

  it("mark a line that does not agree, and not one that was stopped", async () => {
    answers["GET /api/rounds/r1/payments"] = () => Response.json({ ...paid, lines: [...paid.lines, line("许安", "stopped", "异动停发", 0)] });
    open();
    const marked = async (state: string) => (await screen.findByText(state, { selector: "td *" })).classList.contains("overdue");
    expect([await marked("足额"), await marked("发放失败"), await marked("异动停发")]).toEqual([false, true, false]);
  });

  it("are looked at by the state that the address names", async () => {
    open("/rounds/r1/payments?state=failed");
    expect(await screen.findByText("李向南")).toBeTruthy();
    expect(screen.queryByRole("link", { name: "周雨禾" })).toBeNull();
  });

  it("are taken from a file only after it was looked through, and wrong rows are named", async () => {
    const user = userEvent.setup();
    const sent: { url: string; key: string }[] = [];
    const replies = [
      Response.json({ id: "f", version: 0, rows: 0, failed: 0, paid: 0, errors: [{ row: 2, column: 2, header: "金额", code: "payment-amount-bad", severity: "error", sentence: "金额不对" }] }),
      Response.json({ id: "f", version: 1, rows: 2, failed: 1, paid: 100000, errors: [] }),
      Response.json({ id: "f", version: 1, rows: 2, failed: 1, paid: 100000, errors: [] }),
    ];
    vi.stubGlobal("fetch", (url: string, init: { headers: Record<string, string> }) => {
      sent.push({ url, key: init.headers["Idempotency-Key"]! });
      return Promise.resolve(replies[sent.length - 1]!);
    });
    open();
    await user.click(await screen.findByRole("button", { name: words["payments-take"] }));
    const sheet = within(await screen.findByRole("dialog"));
    await user.type(sheet.getByLabelText(words["payments-batch"]), "秋一");
    const choose = (name: string) => fireEvent.change(document.querySelector("input[type=file]")!, { target: { files: [new File(["x"], name)] } });
    choose("错.csv");
    await sheet.findByText("错.csv");
    await user.click(sheet.getByRole("button", { name: words["payments-look"] }));
    expect(await sheet.findByText(fill(words["payments-row"], { row: 2, sentence: "金额不对" }))).toBeTruthy();
    expect(sheet.queryByRole("button", { name: words["payments-take"] })).toBeNull();
    choose("对.csv");
    await sheet.findByText("对.csv");
    await user.click(sheet.getByRole("button", { name: words["payments-look"] }));
    expect(await sheet.findByText(fill(words["payments-right"], { rows: 2, failed: 1, paid: "1,000.00" }))).toBeTruthy();
    await user.click(sheet.getByRole("button", { name: words["payments-take"] }));
    await waitFor(() => expect(sent.length).toBe(3));
    expect(sent.map((s) => s.url.includes("dryRun=true"))).toEqual([true, true, false]);
    expect(decodeURIComponent(sent[2]!.url)).toContain("batch=秋一&paidOn=2026-09-22");
    expect(new Set(sent.map((s) => s.key)).size).toBe(3);
    vi.unstubAllGlobals();
  });

  it("forget a file that was withdrawn with a reason, once", async () => {
    const user = userEvent.setup();
    const sent: unknown[] = [];
    answers[`POST /api/rounds/r1/payments/${encodeURIComponent("甲批")}/withdraw`] = async (r) => (sent.push([r.headers.get("Idempotency-Key") !== null, await r.json()]), Response.json({ id: "f", version: 2 }));
    open();
    expect(await screen.findByText(ui["status-withdrawn"])).toBeTruthy();
    expect(screen.queryByRole("button", { name: fill(words["payments-withdraw-of"], { batch: "乙批" }) })).toBeNull();
    await user.click(screen.getByRole("button", { name: fill(words["payments-withdraw-of"], { batch: "甲批" }) }));
    const sheet = within(await screen.findByRole("dialog"));
    await press(user, () => sheet.getByRole("button", { name: words["payments-withdraw"] }));
    expect(await sheet.findByText(ui["reason-needed"])).toBeTruthy();
    await user.type(sheet.getByLabelText(ui.reason), "误导入");
    await press(user, () => sheet.getByRole("button", { name: words["payments-withdraw"] }));
    await waitFor(() => expect(sent).toEqual([[true, { reason: "误导入" }]]));
  });

  it("are for looking alone where rounds are not kept, and say why they cannot be seen", async () => {
    open("/rounds/r1/payments", { duties: ["hand-out-papers"], unit: "/s/" });
    expect(await screen.findByText("李向南")).toBeTruthy();
    expect(screen.queryByRole("button", { name: words["payments-take"] })).toBeNull();
    answers["GET /api/rounds/r1/payments"] = () => Response.json({ code: "not-yours", detail: "应由资助中心办理" }, { status: 403 });
    open();
    expect(await screen.findByText("应由资助中心办理")).toBeTruthy();
  });
});
