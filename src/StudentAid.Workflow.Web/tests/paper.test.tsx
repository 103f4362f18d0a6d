import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { act, configure, fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import cases from "../locales/zh-CN/cases.json";
import type * as Client from "@/api/client";
import type * as Drafts from "@/app/draft";
import { fill } from "@/app/texts";
import PaperPage from "@/paper/PaperPage";
import { momentOf } from "@/ui/time";
import { show } from "./served";
import { answers } from "./trials";

// The first page that a busy machine draws takes longer than a second.
configure({ asyncUtilTimeout: 10_000 });

vi.mock("@/api/client", async (original) => (await import("./trials")).served(await original<typeof Client>()));

const device = vi.hoisted(() => ({ kept: new Map<string, { answers: unknown; etag: string; at: number }>() }));

vi.mock("@/app/draft", async (original) => ({
  ...(await original<typeof Drafts>()),
  draftsOf: (_: string, shared: boolean) =>
    shared ? null : {
      kept: (id: string) => Promise.resolve(device.kept.get(id) ?? null),
      keep: (id: string, draft: { answers: unknown; etag: string }) => Promise.resolve((device.kept.set(id, { ...draft, at: 1_789_000_000_000 }), true)),
      drop: (id: string) => Promise.resolve(void device.kept.delete(id)),
    },
}));

const as = "paper case";
const told = (key: "draft-begun" | "draft-moved") => fill(cases[key], { at: momentOf(new Date(1_789_000_000_000).toISOString(), "zh-CN") });
const here = (etag: string) => device.kept.set(as, { answers: { answers: { student: { name: "旧的", address: "村里" } }, why: "no-device", name: "费大川" }, etag, at: 1_789_000_000_000 });
const form = {
  id: "form",
  kind: "form",
  name: "申请表",
  schema: { type: "object", properties: { student: { type: "object", title: "学生", required: ["name", "address"], properties: { name: { type: "string", title: "学生的姓名" }, address: { type: "string", title: "家庭住址" } } } } },
};

/** The page at a task with this ETag; a saving leaves the next one. */
async function enter(etag: string, shared = false) {
  let now = etag;
  let queries: QueryClient | undefined;
  answers["GET /api/session"] = () => Response.json({ signedIn: true, public: shared });
  answers["GET /api/me"] = () => Response.json({ id: "p", name: "资助中心", now: "2026-09-22T02:00:00Z", grants: [] });
  answers["GET /api/org-units"] = () => Response.json({ items: [] });
  answers["GET /api/cases/case"] = () => Response.json({ id: "case", name: "费小川", unit: "/s/c/", person: "p1", round: "r" });
  answers["GET /api/cases/case/actions"] = () => Response.json({ items: [{ task: "case-1", etag: now, activity: "apply", title: "申请", role: "", actions: [{ verb: "save" }, { verb: "submit" }] }], others: [], case: [], atLeast: 1 });
  answers["GET /api/cases/case/rules"] = () => Response.json({ forms: [form], activities: [], levels: [], bodies: [] });
  answers["GET /api/cases/case/earlier-forms"] = () => Response.json({ items: [{ source: "register", answers: { student: { name: "费小川" } } }] });
  answers["POST /api/tasks/case-1/save"] = () => ((now = '"8"'), Response.json({ id: "case", version: 8 }));
  function Grab() {
    queries = useQueryClient();
    return null;
  }
  show(<><Grab /><PaperPage /></>, "/cases/:id/paper", "/cases/case/paper", { duties: ["verify"], unit: "/s/c/" });
  return { name: await screen.findByLabelText<HTMLInputElement>("学生的姓名"), queries: () => queries! };
}

const value = (label: string) => screen.getByLabelText<HTMLInputElement>(label).value;

describe("a paper form that is being entered", () => {
  beforeEach(() => device.kept.clear());

  it.each([
    ['"7"', "draft-begun", "draft-moved"],
    ['"6"', "draft-moved", "draft-begun"],
  ] as const)("stands there again, and whether its task has moved on since %s", async (etag, says, not) => {
    here(etag);
    const { name } = await enter('"7"');
    expect([name.value, value(cases["paper-signature"])]).toEqual(["旧的", "费大川"]);
    expect(screen.getByText(told(says))).toBeTruthy();
    expect(screen.queryByText(told(not))).toBeNull();
  });

  it("is begun anew at one's wish with what the register knows and nothing else", async () => {
    here('"6"');
    await enter('"7"');
    await userEvent.click(screen.getByRole("button", { name: cases["draft-anew"] }));
    expect([value("学生的姓名"), value("家庭住址"), value(cases["paper-signature"])]).toEqual(["费小川", "", ""]);
    expect(screen.queryByRole("button", { name: cases["draft-anew"] })).toBeNull();
    expect(device.kept.size).toBe(0);
  });

  it("is kept on the ETag that its own saving left, and tells of no change but another's", async () => {
    here('"7"');
    const { name } = await enter('"7"');
    fireEvent.change(name, { target: { value: "费小川" } });
    expect(device.kept.get(as)?.etag).toBe('"7"');
    await userEvent.click(screen.getByRole("button", { name: cases["paper-save"] }));
    expect(await screen.findByText(cases["paper-saved"])).toBeTruthy();
    expect(device.kept.get(as)).toMatchObject({ etag: '"8"', answers: { answers: { student: { name: "费小川", address: "村里" } } } });
    expect(screen.queryByText(told("draft-moved"))).toBeNull();
  });

  it.each([true, false])("stays when the session ends, and says where it is kept (public computer: %s)", async (shared) => {
    const { name, queries } = await enter('"7"', shared);
    fireEvent.change(name, { target: { value: "费小小" } });
    expect(await screen.findByText(cases[shared ? "draft-page" : "draft-kept"])).toBeTruthy();
    await act(async () => {
      queries().setQueryData(["session"], { signedIn: false, public: false });
      queries().setQueryData(["me"], null);
      await new Promise((drawn) => setTimeout(drawn, 50));
    });
    expect(value("学生的姓名")).toBe("费小小");
    await waitFor(() => expect(device.kept.size).toBe(shared ? 0 : 1));
  });
});
