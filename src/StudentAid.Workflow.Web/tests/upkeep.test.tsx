import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import ui from "../locales/zh-CN/ui.json";
import upkeep from "../locales/zh-CN/upkeep.json";
import type * as Client from "@/api/client";
import { fill } from "@/app/texts";
import { Erasure } from "@/upkeep/Erasure";
import { MasterKey } from "@/upkeep/MasterKey";
import { Retention } from "@/upkeep/Retention";
import { StandIns } from "@/upkeep/StandIns";
import { show } from "./served";
import { answers, press } from "./trials";

vi.mock("@/api/client", async (original) => (await import("./trials")).served(await original<typeof Client>()));

const admin = { duties: ["set-up", "operate"], unit: "/" };
const proposal = (acts: string[]) => ({
  id: "r1", version: 1, status: "proposed", unit: "/s/", day: "2026-09-01", schoolYear: "", basis: "个人信息保护法 第十九条", people: 3, held: 1, reasons: [], rounds: [], proposedBy: "p", alone: false, erased: 0, refused: 0, left: 3, proposedByName: "李管理员", approvedByName: "", acts,
});

describe("retention", () => {
  it("is proposed only where something is due, and says who is held back", async () => {
    const user = userEvent.setup();
    const asked: string[] = [];
    answers["GET /api/retention"] = () => Response.json({ items: [] });
    answers["GET /api/retention/due"] = (r) => (asked.push(r.url), Response.json({ unit: "/", day: "2026-09-22", due: 0, held: 2, reasons: [{ why: "at-school", name: "仍在校或休学", people: 2 }], people: [], heldPeople: [], rounds: [] }));
    show(<Retention unit="/" />, "/operations", "/operations", admin);
    await user.click(await screen.findByRole("button", { name: upkeep["retention-look-do"] }));
    expect(await screen.findByText(fill(upkeep["retention-held"], { why: "仍在校或休学", count: 2 }))).toBeTruthy();
    expect(screen.queryByRole("button", { name: upkeep["retention-propose"] })).toBeNull();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain("day=2026-09-22");
  });

  it("is approved by whom the server names, never by who may only turn it down", async () => {
    const user = userEvent.setup();
    answers["GET /api/retention"] = () => Response.json({ items: [proposal(["decline"])] });
    const { unmount } = show(<Retention unit="/" />, "/operations", "/operations", admin);
    expect(await screen.findByText(upkeep["retention-waits"])).toBeTruthy();
    expect(screen.getByText(/2026年9月1日/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: upkeep["retention-approve"] })).toBeNull();
    unmount();
    const sent: (string | null)[] = [];
    answers["GET /api/retention"] = () => Response.json({ items: [proposal(["approve", "decline"])] });
    answers["POST /api/retention/r1/approve"] = (r) => (sent.push(r.headers.get("Idempotency-Key")), Response.json({ id: "r1", version: 2 }));
    show(<Retention unit="/" />, "/operations", "/operations", admin);
    await user.click(await screen.findByRole("button", { name: upkeep["retention-approve"] }));
    const sheet = within(await screen.findByRole("dialog"));
    await press(user, () => sheet.getByRole("button", { name: upkeep["retention-approve"] }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toBeTruthy();
  });
});

describe("the master key", () => {
  const standing = (change: object) => Response.json({ state: "held", wrapped: [{ masterKey: "k1", schools: 7 }], file: "k1", inFile: true, unread: false, acts: [], ...change });

  it("is made ready on the server first, and the page says how", async () => {
    answers["GET /api/keys/master"] = () => standing({});
    show(<MasterKey />, "/operations", "/operations", admin);
    expect(await screen.findByText(upkeep["master-ready"])).toBeTruthy();
    const row = within((await screen.findByText("k1")).closest("tr")!);
    expect(row.getByText("7")).toBeTruthy();
    expect(row.getByText(upkeep["master-file"])).toBeTruthy();
    expect(screen.queryByRole("button", { name: upkeep["master-propose"] })).toBeNull();
  });

  it("is approved under the id that was read, and afterwards the page says which file to move", async () => {
    const user = userEvent.setup();
    const sent: unknown[] = [];
    answers["GET /api/keys/master"] = () =>
      sent.length === 0
        ? standing({ next: "k2", change: { masterKey: "k2", status: "proposed", byName: "李管理员", approvedByName: "", alone: false }, acts: ["approve", "decline"] })
        : standing({ state: "move", wrapped: [{ masterKey: "k2", schools: 7 }], next: "k2", change: { masterKey: "k2", status: "changed", byName: "李管理员", approvedByName: "王管理员", alone: false } });
    answers["POST /api/keys/master/approve"] = async (r) => (sent.push(await r.json()), Response.json({ id: "x", version: 2 }));
    show(<MasterKey />, "/operations", "/operations", admin);
    await user.click(await screen.findByRole("button", { name: upkeep["master-approve"] }));
    const sheet = within(await screen.findByRole("dialog"));
    await press(user, () => sheet.getByRole("button", { name: upkeep["master-approve"] }));
    expect(await screen.findByText(upkeep["master-move"])).toBeTruthy();
    expect(sent).toEqual([{ masterKey: "k2" }]);
  });

  it("that stands in an environment variable is said to, and how it is changed then", async () => {
    answers["GET /api/keys/master"] = () => standing({ file: undefined, inFile: false });
    show(<MasterKey />, "/operations", "/operations", admin);
    expect(await screen.findByText(upkeep["master-in-environment"])).toBeTruthy();
    expect(screen.getByText(upkeep["master-environment-how"])).toBeTruthy();
    expect(within(screen.getByText("k1").closest("tr")!).getByText(upkeep["master-environment"])).toBeTruthy();
    for (const wrong of ["master-held", "master-ready", "master-nowhere"] as const) expect(screen.queryByText(upkeep[wrong])).toBeNull();
  });

  it("whose next one was copied by half says why it cannot be proposed", async () => {
    answers["GET /api/keys/master"] = () => standing({ unread: true });
    show(<MasterKey />, "/operations", "/operations", admin);
    expect(await screen.findByText(upkeep["master-unread"])).toBeTruthy();
    expect(screen.queryByText(upkeep["master-ready"])).toBeNull();
  });

  it("tells who may only turn a change down why: it is his own, or what was proposed lies there no more, also once it was approved", async () => {
    const change = (status: string) => ({ masterKey: "k2", status, byName: "李管理员", approvedByName: "", alone: false });
    answers["GET /api/keys/master"] = () => standing({ next: "k2", change: change("proposed"), acts: ["decline"] });
    const own = show(<MasterKey />, "/operations", "/operations", admin);
    expect(await screen.findByText(upkeep["master-own"])).toBeTruthy();
    expect(screen.queryByText(upkeep["master-next-gone"])).toBeNull();
    own.unmount();
    for (const status of ["proposed", "approved"]) {
      answers["GET /api/keys/master"] = () => standing({ change: change(status), acts: ["decline"] });
      const gone = show(<MasterKey />, "/operations", "/operations", admin);
      expect(await screen.findByText(upkeep["master-next-gone"])).toBeTruthy();
      expect(screen.queryByText(upkeep["master-own"])).toBeNull();
      expect(screen.queryByText(upkeep["master-ready"])).toBeNull();
      gone.unmount();
    }
  });

  it("warns that a key which wraps something lies nowhere, and who may only turn it down is told who approves", async () => {
    answers["GET /api/keys/master"] = () => standing({ state: "lost", file: "k3", next: "k2", change: { masterKey: "k2", status: "proposed", byName: "李管理员", approvedByName: "", alone: false }, acts: ["decline"] });
    show(<MasterKey />, "/operations", "/operations", admin);
    expect(await screen.findByText(upkeep["master-lost"])).toBeTruthy();
    expect(screen.getByText(upkeep["master-nowhere"])).toBeTruthy();
    expect(screen.getByText(upkeep["master-own"])).toBeTruthy();
  });
});

describe("an erasure", () => {
  it("is not offered while a case is open", async () => {
    const user = userEvent.setup();
    answers["POST /api/people/search"] = () => Response.json({ items: [{ id: "x", name: "孙悦", unit: "/s/c/", status: "enrolled", cases: [] }], atLeast: 1 });
    answers["GET /api/people/x/erasure"] = () => Response.json({ erased: false, cases: 2, openCases: 1, files: 3, accounts: 1, lists: 1, providerLists: ["残联2026"] });
    show(<Erasure />, "/operations", "/operations", admin);
    await user.type(await screen.findByRole("combobox"), "孙悦");
    await user.click(await screen.findByText(fill(ui["student-at"], { name: "孙悦", unit: "软件2401" })));
    expect(await screen.findByText(fill(upkeep["erase-open"], { name: "孙悦", count: 1 }))).toBeTruthy();
    expect(screen.getByText(fill(upkeep["erase-provider"], { batches: "残联2026" }))).toBeTruthy();
    expect(screen.queryByRole("button", { name: upkeep.erase })).toBeNull();
  });
});

describe("a stand-in", () => {
  it("is not asked for where nobody could stand in: whom to ask stands there", async () => {
    answers["GET /api/substitutions"] = () => Response.json({ items: [] });
    answers["GET /api/principals"] = () => Response.json({ items: [{ id: "p", name: "程老师", isMachine: false, grants: [{ role: "class-teacher", unit: "/s/c/" }], persons: [] }] });
    show(<StandIns everybody={false} />, "/stand-ins", "/stand-ins", { duties: [], unit: "/s/c/" });
    expect(await screen.findByText(upkeep["stand-in-nobody"])).toBeTruthy();
    expect(await screen.findByText(upkeep["no-stand-ins"])).toBeTruthy();
    expect(screen.queryByRole("button", { name: upkeep["stand-in-name"] })).toBeNull();
  });

  it("is ended by whom the server lets", async () => {
    const row = (name: string, acts: string[]) => ({ of: "p", ofName: "资助中心", substitute: name, substituteName: name, begins: "2026-09-20T16:00:00Z", ends: "2026-09-30T16:00:00Z", acts });
    answers["GET /api/substitutions"] = () => Response.json({ items: [row("韩助理", ["end"]), row("卢老师", [])] });
    answers["GET /api/principals"] = () => Response.json({ items: [] });
    show(<StandIns everybody />, "/stand-ins", "/stand-ins", { duties: ["set-up"], unit: "/s/" });
    const end = (name: string) => screen.queryByRole("button", { name: fill(upkeep["stand-in-end-of"], { name, of: "资助中心" }) });
    expect(await screen.findByText("卢老师")).toBeTruthy();
    expect([end("韩助理") !== null, end("卢老师") !== null]).toEqual([true, false]);
  });
});
