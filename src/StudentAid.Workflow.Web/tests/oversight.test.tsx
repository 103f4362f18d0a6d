import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import words from "../locales/zh-CN/oversight.json";
import ui from "../locales/zh-CN/ui.json";
import type * as Client from "@/api/client";
import { fill } from "@/app/texts";
import ComplaintPage from "@/oversight/ComplaintPage";
import FindingPage from "@/oversight/FindingPage";
import Oversight from "@/oversight/Oversight";
import { show } from "./served";

const answers = vi.hoisted((): Record<string, (request: Request) => Response | Promise<Response>> => ({}));

vi.mock("@/api/client", async (original) => {
  const client = await original<typeof Client>();
  return { ...client, api: client.makeClient((request) => Promise.resolve(answers[`${request.method} ${new URL(request.url).pathname}`]!(request)), "http://school.test") };
});

const office = { duties: ["keep-rounds"], unit: "/s/" };
const authority = { duties: ["oversee"], unit: "/" };

const complaint = (id: string, status: string, more: object = {}) => ({ id, version: 1, status, school: "/s/", channel: "telephone", anonymous: true, filedOn: "2026-09-10", overdue: false, schoolName: "示例学院", ...more });
const sheetOf = (status: string, more: object = {}) => ({ row: complaint("c1", status, more), text: "让学生当众诉苦", contact: "", notes: [{ day: "2026-09-20", text: "已找当事人核实" }], answer: "" });
const finding = (id: string, status: string, more: object = {}) => ({ id, version: 1, status, authority: "/", school: "/s/", article: "第十六条", case: "", issuedOn: "2026-09-01", due: "2026-09-20", overdue: false, authorityName: { "zh-CN": "教育局", en: "Bureau" }, schoolName: "示例学院", ...more });

/** Presses the button of a sheet. */
const press = async (user: ReturnType<typeof userEvent.setup>, act: string) => user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: act }));

describe("complaints", () => {
  it("are asked for page by page as the address says, and who is late is said in words", async () => {
    const user = userEvent.setup();
    const asked: string[] = [];
    answers["GET /api/complaints"] = (r) => {
      asked.push(new URL(r.url).search);
      return Response.json({ items: [complaint("c2", "handling", { due: "2026-09-12", overdue: true })], atLeast: 1, next: "p2" });
    };
    show(<Oversight />, "/oversight/complaints", "/oversight/complaints?overdue=true", office);
    expect(await screen.findByText(fill(words["overdue-since"], { day: "9月12日" }))).toBeTruthy();
    expect(asked).toEqual(["?size=20&overdue=true"]);
    await user.click(screen.getByRole("button", { name: ui.next }));
    await waitFor(() => expect(asked.at(-1)).toBe("?size=20&overdue=true&cursor=p2"));
    await user.click(screen.getByText(words.all));
    await waitFor(() => expect(asked.at(-1)).toBe("?size=20"));
  });

  it("say that there are none, or why they cannot be read", async () => {
    answers["GET /api/complaints"] = () => Response.json({ items: [], atLeast: 0 });
    show(<Oversight />, "/oversight/complaints", "/oversight/complaints", office).unmount();
    show(<Oversight />, "/oversight/complaints", "/oversight/complaints", office);
    expect(await screen.findByText(words["no-complaints"])).toBeTruthy();
    answers["GET /api/complaints/c1"] = () => Response.json({ code: "not-found", detail: "没有找到" }, { status: 404 });
    show(<ComplaintPage />, "/oversight/complaints/:id", "/oversight/complaints/c1", office);
    expect(await screen.findByText("没有找到")).toBeTruthy();
  });

  it.each([
    ["filed", ["accept"]],
    ["accepted", ["handle", "tell"]],
    ["handling", ["handle", "tell"]],
    ["answered", []],
  ] as const)("that are %s offer what comes next and nothing else", async (status, offered) => {
    answers["GET /api/complaints/c1"] = () => Response.json(sheetOf(status));
    show(<ComplaintPage />, "/oversight/complaints/:id", "/oversight/complaints/c1", office);
    expect(await screen.findByText("让学生当众诉苦")).toBeTruthy();
    for (const act of ["accept", "handle", "tell"] as const) expect([act, screen.queryByRole("button", { name: words[act] }) !== null]).toEqual([act, (offered as readonly string[]).includes(act)]);
  });

  it("keep the key of an answer that was lost, so that it is given once", async () => {
    const user = userEvent.setup();
    const sent: [string | null, unknown][] = [];
    answers["GET /api/complaints/c1"] = () => Response.json(sheetOf("handling", { acceptedOn: "2026-09-11", due: "2026-09-30" }));
    answers["POST /api/complaints/c1/answer"] = async (r) => {
      sent.push([r.headers.get("Idempotency-Key"), await r.json()]);
      return sent.length === 1 ? Promise.reject(new TypeError("no network")) : Response.json({ id: "c1", version: 4 });
    };
    show(<ComplaintPage />, "/oversight/complaints/:id", "/oversight/complaints/c1", office);
    await user.click(await screen.findByRole("button", { name: words.tell }));
    await press(user, words.tell);
    expect(await screen.findByText(ui.needed)).toBeTruthy();
    await user.type(screen.getByLabelText(words["tell-text"]), "已改正");
    await press(user, words.tell);
    expect(await screen.findByText(ui.unreached)).toBeTruthy();
    await press(user, words.tell);
    await waitFor(() => expect(sent.length).toBe(2));
    expect(sent[0]).toEqual(sent[1]);
    expect(sent[0]![1]).toEqual({ text: "已改正" });
  });
});

describe("findings", () => {
  let asked: string[] = [];

  beforeEach(() => {
    asked = [];
    answers["GET /api/findings"] = (r) => {
      asked.push(new URL(r.url).search);
      return Response.json({ items: [finding("f1", "open", { overdue: true })], atLeast: 1, next: "p2" });
    };
    answers["GET /api/findings/f1"] = () =>
      Response.json({ row: finding("f1", "answered"), issue: "公示照片缺失", turns: [{ what: "answered", text: "已补拍", evidence: ["ab12"], day: "2026-09-18" }], acts: ["return", "close"] });
  });

  it("are asked for page by page as the address says, and only an authority writes one", async () => {
    const user = userEvent.setup();
    show(<Oversight />, "/oversight", "/oversight?status=open", authority);
    expect(await screen.findByText(fill(words["overdue-since"], { day: "9月20日" }))).toBeTruthy();
    expect(asked).toEqual(["?size=20&status=open"]);
    expect(screen.getByRole("button", { name: words.issue })).toBeTruthy();
    await user.click(screen.getByRole("button", { name: ui.next }));
    await waitFor(() => expect(screen.getByLabelText("address").textContent).toBe("/oversight?status=open&cursor=p2"));
    expect(asked.at(-1)).toBe("?size=20&status=open&cursor=p2");
  });

  it("are not written by a school", async () => {
    show(<Oversight />, "/oversight", "/oversight", office);
    expect(await screen.findByRole("link", { name: /示例学院/ })).toBeTruthy();
    expect(screen.queryByRole("button", { name: words.issue })).toBeNull();
  });

  it("show the evidence, and offer what the server allows", async () => {
    const user = userEvent.setup();
    const sent: unknown[] = [];
    answers["POST /api/findings/f1/return"] = async (r) => (sent.push(await r.json()), Response.json({ id: "f1", version: 3 }));
    show(<FindingPage />, "/oversight/findings/:id", "/oversight/findings/f1", authority);
    expect((await screen.findByRole("link", { name: fill(words["evidence-number"], { number: 1 }) })).getAttribute("href")).toBe("/api/files/ab12");
    expect(screen.queryByRole("button", { name: words.answer })).toBeNull();
    expect(screen.getByRole("button", { name: words.close })).toBeTruthy();
    await user.click(screen.getByRole("button", { name: words.return }));
    await user.type(screen.getByLabelText(ui.reason), "照片看不清");
    await user.type(screen.getByLabelText(words["correct-by"]), "2026-10-15");
    await press(user, words.return);
    await waitFor(() => expect(sent).toEqual([{ reason: "照片看不清", due: "2026-10-15" }]));
  });

  it("are answered with evidence or not at all", async () => {
    const user = userEvent.setup();
    answers["GET /api/findings/f1"] = () => Response.json({ row: finding("f1", "open"), issue: "公示照片缺失", turns: [], acts: ["answer"] });
    show(<FindingPage />, "/oversight/findings/:id", "/oversight/findings/f1", office);
    await user.click(await screen.findByRole("button", { name: words.answer }));
    await user.type(screen.getByLabelText(words["answer-text"]), "已补拍");
    await press(user, words.answer);
    expect(await screen.findByText(words["evidence-needed"])).toBeTruthy();
    expect(screen.queryByRole("button", { name: words.close })).toBeNull();
  });
});
