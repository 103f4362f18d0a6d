import { readFileSync } from "node:fs";
import { join } from "node:path";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { App } from "antd";
import app from "../locales/zh-CN/app.json";
import family from "../locales/zh-CN/family.json";
import ui from "../locales/zh-CN/ui.json";
import type * as Client from "@/api/client";
import type { Me } from "@/app/session";
import { sayIn, TextsContext } from "@/app/texts";
import ApplicationForm from "@/family/ApplicationForm";
import CaseAct from "@/family/CaseAct";
import type * as DraftModule from "@/app/draft";
import type { DraftStore } from "@/app/draft";
import type { Draft } from "@/family/useDraft";
import { guardianRules, type Commitment } from "@/family/signing";

// The first form that a busy machine draws takes longer than a second.
configure({ asyncUtilTimeout: 10_000 });

interface Told {
  path: string;
  body: unknown;
  on: string | null;
}

const server = vi.hoisted(() => ({ answers: {} as Record<string, () => unknown>, told: [] as { path: string; body: unknown; on: string | null }[] }));

const device = vi.hoisted(() => ({ store: null as DraftStore<Draft> | null }));

vi.mock("@/app/draft", async (original) => ({ ...(await original<typeof DraftModule>()), draftsOf: () => device.store }));

vi.mock("@/api/client", async (original) => {
  const client = await original<typeof Client>();
  const answer = async (request: Request) => {
    const path = `${request.method} ${new URL(request.url).pathname}`;
    if (request.method === "POST") server.told.push({ path, body: await request.json().catch(() => null), on: request.headers.get("If-Match") });
    const answer = server.answers[path]!();
    return answer instanceof Response ? answer : Response.json(answer);
  };
  return { ...client, api: client.makeClient(answer, "http://school.test") };
});

const commitment = JSON.parse(readFileSync(join("..", "..", "workflows", "national", "k12-determination", "commitment.json"), "utf8")) as Commitment;
const [minor, sensitive] = commitment.guardian!.rules.map((r) => (r.name as Record<string, string>)["zh-CN"]!);
const sentence = (commitment.sentence as Record<string, string>)["zh-CN"]!;
const form = {
  id: "form",
  kind: "form",
  name: "申请表",
  commitment: "commitment",
  pages: [{ id: "one", title: "基本情况" }],
  schema: {
    type: "object",
    properties: {
      student: { type: "object", page: "one", title: "学生", properties: { name: { type: "string", title: "姓名" }, birthDate: { type: "string", title: "出生日期" } } },
      guardian: { type: "object", page: "one", title: "监护人", properties: { relation: { type: "string", title: "与学生关系" } } },
    },
  },
};

const me = { id: "p", name: "彭大山", now: "2026-09-22T02:00:00Z", persons: ["x"], grants: [] } as unknown as Me;
const sent = (verb: string): Told[] => server.told.filter((t) => t.path.endsWith(`/${verb}`));

const whoWrote = (name: string) => ({ answers: { student: { name, birthDate: "2017-05-01" } }, proofs: [] });

/** A device that keeps this draft, written on an ETag. */
function keepHere(name: string, etag: string) {
  const dropped = vi.fn(() => Promise.resolve());
  device.store = { kept: () => Promise.resolve({ ...whoWrote(name), etag, at: Date.parse("2026-09-21T02:00:00Z") }), keep: () => Promise.resolve(true), drop: dropped };
  return dropped;
}

/** What the school has since, under another ETag; what was written on the one before is refused. */
function moveOn(name: string) {
  const actions = server.answers["GET /api/cases/c/actions"]!() as { items: object[] };
  server.answers["GET /api/cases/c/actions"] = () => ({ ...actions, items: actions.items.map((i) => ({ ...i, etag: '"2"' })) });
  server.answers["GET /api/cases/c/draft"] = () => ({ answers: whoWrote(name).answers, evidence: [] });
  for (const verb of ["save", "submit"])
    server.answers[`POST /api/tasks/t/${verb}`] = () => (server.told.at(-1)!.on === '"2"' ? { id: "c", version: 3 } : Response.json({ code: "stale", detail: "已有改动" }, { status: 412 }));
}

const either = () => screen.findByText(new RegExp(family.either.split("{time}")[1]!));

afterEach(() => void (device.store = null));

function begin(signer: "student" | "guardian", birthDate: string, relation?: string) {
  server.told = [];
  server.answers = {
    "GET /api/session": () => ({ signedIn: true, demo: false, public: false, now: me.now, roles: [] }),
    "GET /api/cases/c/actions": () => ({ items: [{ task: "t", etag: '"1"', activity: "apply", title: "申请", role: "", actions: [{ verb: "submit" }, { verb: "save" }] }], case: [], signer }),
    "GET /api/cases/c/rules": () => ({ forms: [form, commitment], commitments: [{ id: "commitment", hash: "abcd" }] }),
    "GET /api/cases/c/earlier-forms": () => ({ items: [] }),
    "GET /api/cases/c/draft": () => ({ answers: { student: { name: "彭小岩", birthDate }, ...(relation ? { guardian: { relation } } : {}) }, evidence: [{ type: "村里的证明", hash: "beef" }] }),
    "POST /api/tasks/t/save": () => ({ id: "c", version: 2 }),
    "POST /api/tasks/t/submit": () => ({ id: "c", version: 3 }),
  };
  const done = vi.fn();
  show(<ApplicationForm id="c" person="x" me={me} name="彭小岩" done={done} />);
  return done;
}

const show = (page: React.ReactNode) =>
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <TextsContext.Provider value={{ say: sayIn({ app, family, ui }), language: "zh-CN", change: () => undefined }}>
        <App>{page}</App>
      </TextsContext.Provider>
    </QueryClientProvider>,
  );

const click = async (name: string) => userEvent.click(await screen.findByRole("button", { name: new RegExp(`^${[...name].join("\\s?")}$`) }));

/** Past the form's only page and the evidence. */
async function toSignature() {
  window.scrollTo = () => undefined;
  await screen.findByDisplayValue("彭小岩");
  await click(family.next);
  await screen.findByDisplayValue("村里的证明");
  await click(family.next);
  await screen.findByText(sentence);
}

describe("the family's form", () => {
  it("lets a guardian sign for a child below fourteen: the pinned text, the separate consent ticked by itself, the relation as the form has it", async () => {
    const done = begin("guardian", "2017-05-01", "father");
    await toSignature();
    expect(screen.getByText(new RegExp(minor!))).toBeTruthy();
    await userEvent.click(screen.getByRole("checkbox", { name: family.read }));
    await userEvent.type(screen.getByLabelText(family["guardian-signature"]), "彭大山");
    await click(family["hand-in"]);
    expect(await screen.findByText(family["consent-needed"])).toBeTruthy();
    expect(sent("submit")).toEqual([]);
    await userEvent.click(screen.getByRole("checkbox", { name: new RegExp(sensitive!) }));
    await click(family["hand-in"]);
    await waitFor(() => expect(done).toHaveBeenCalledWith(true));
    expect(sent("submit")[0]!.body).toEqual({
      answers: { student: { name: "彭小岩", birthDate: "2017-05-01" }, guardian: { relation: "father" } },
      applicant: "guardian",
      evidence: [{ type: "村里的证明", hash: "beef" }],
      commitment: { name: "彭大山", text: "abcd", consents: ["sensitive-data"] },
    });
  });

  it("asks a guardian what he is to the student where the form does not say it, and no consent that the child is too old for", async () => {
    begin("guardian", "2010-05-01");
    await toSignature();
    expect(screen.queryByText(new RegExp(sensitive!))).toBeNull();
    await userEvent.click(screen.getByRole("checkbox", { name: family.read }));
    await userEvent.type(screen.getByLabelText(family.relation), "祖父");
    await userEvent.type(screen.getByLabelText(family["guardian-signature"]), "彭大山");
    await click(family["hand-in"]);
    await waitFor(() => expect(sent("submit")).toHaveLength(1));
    expect((sent("submit")[0]!.body as { commitment: unknown }).commitment).toEqual({ name: "彭大山", text: "abcd", relation: "祖父" });
  });

  it("tells a minor that and how his guardian signs, offers him no signature and saves what he wrote", async () => {
    const done = begin("student", "2010-05-01");
    await toSignature();
    expect(screen.getByText(family["guardian-how"])).toBeTruthy();
    expect(screen.queryByLabelText(family.signature)).toBeNull();
    await click(family["guardian-waits"]);
    await waitFor(() => expect(done).toHaveBeenCalledWith());
    expect(sent("submit")).toEqual([]);
  });

  it("saves what was typed at the server when a page is turned, and says so", async () => {
    begin("guardian", "2017-05-01", "father");
    await userEvent.type(await screen.findByDisplayValue("彭小岩"), "岩");
    await click(family.next);
    expect(await screen.findByText(family["draft-saved"])).toBeTruthy();
    expect(sent("save").at(-1)!.body).toEqual({ answers: { student: { name: "彭小岩岩", birthDate: "2017-05-01" }, guardian: { relation: "father" } }, evidence: [{ type: "村里的证明", hash: "beef" }] });
    expect([sessionStorage.length, localStorage.length]).toEqual([0, 0]);
  });

  it("saves what was typed where its page is left before the pause is over", async () => {
    begin("guardian", "2017-05-01", "father");
    await userEvent.type(await screen.findByDisplayValue("彭小岩"), "岩");
    cleanup();
    await waitFor(() => expect(sent("save")).toHaveLength(1));
    expect(sent("save")[0]!.body).toMatchObject({ answers: { student: { name: "彭小岩岩" } } });
  });

  it("says that nothing is saved where neither server nor device keep it, and leaves the page open", async () => {
    const done = begin("guardian", "2017-05-01", "father");
    server.answers["POST /api/tasks/t/save"] = () => {
      throw new TypeError("no network");
    };
    await userEvent.type(await screen.findByDisplayValue("彭小岩"), "岩");
    await click(family.later);
    expect(await screen.findByText(family["draft-page"])).toBeTruthy();
    expect(done).not.toHaveBeenCalled();
  });
});

describe("a device that cannot keep a draft", () => {
  it("says so, and keeps nobody from applying", async () => {
    begin("guardian", "2017-05-01", "father");
    device.store = { kept: () => Promise.resolve(null), keep: () => Promise.resolve(false), drop: () => Promise.resolve() };
    server.answers["POST /api/tasks/t/save"] = () => {
      throw new TypeError("no network");
    };
    await userEvent.type(await screen.findByDisplayValue("彭小岩"), "岩");
    await click(family.later);
    expect(await screen.findByText(family["draft-page"])).toBeTruthy();
  });
});

describe("a draft that the school's has moved past", () => {
  it("is not saved by itself when the form is opened again, and is saved over the school's only where its writer chooses it", async () => {
    begin("guardian", "2017-05-01");
    keepHere("彭本机", '"1"');
    moveOn("彭学校");
    await either();
    expect(screen.getByDisplayValue("彭本机")).toBeTruthy();
    expect(sent("save")).toEqual([]);
    await click(family["either-here"]);
    expect(await screen.findByText(family["draft-saved"])).toBeTruthy();
    expect(sent("save").map((s) => s.on)).toEqual(['"2"']);
    expect(sent("save")[0]!.body).toMatchObject({ answers: whoWrote("彭本机").answers });
  });

  it("gives way to the school's where its writer chooses that, and leaves the device", async () => {
    begin("guardian", "2017-05-01");
    const dropped = keepHere("彭本机", '"1"');
    moveOn("彭学校");
    await either();
    await click(family["either-school"]);
    expect(await screen.findByDisplayValue("彭学校")).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
    expect(dropped).toHaveBeenCalled();
    expect(sent("save")).toEqual([]);
  });

  it("is sent without a question where the school's has not moved on", async () => {
    begin("guardian", "2017-05-01");
    keepHere("彭本机", '"1"');
    expect(await screen.findByText(family["draft-saved"])).toBeTruthy();
    expect(sent("save").map((s) => s.on)).toEqual(['"1"']);
  });

  it("is asked about once a sending is refused, and nothing more is sent until then", async () => {
    begin("guardian", "2017-05-01");
    const typed = await screen.findByDisplayValue("彭小岩");
    moveOn("彭学校");
    await userEvent.type(typed, "岩");
    await click(family.next);
    await either();
    await click(family.next);
    await click(family.before);
    expect(sent("save")).toHaveLength(1);
  });

  it("is not handed in", async () => {
    const done = begin("guardian", "2010-05-01", "father");
    await toSignature();
    moveOn("彭学校");
    await userEvent.click(screen.getByRole("checkbox", { name: family.read }));
    await userEvent.type(screen.getByLabelText(family["guardian-signature"]), "彭大山");
    await click(family["hand-in"]);
    await either();
    await click(family["hand-in"]);
    await waitFor(() => expect(screen.getByRole("button", { name: new RegExp(family["hand-in"]) })).toBeTruthy());
    expect(sent("submit").map((s) => s.on)).toEqual(['"1"']);
    expect(done).not.toHaveBeenCalled();
  });

  it("is our own where the answer to its sending was lost: then it goes on from there unasked", async () => {
    begin("guardian", "2017-05-01");
    const typed = await screen.findByDisplayValue("彭小岩");
    server.answers["POST /api/tasks/t/save"] = () => {
      throw new TypeError("no network");
    };
    await userEvent.type(typed, "岩");
    await click(family.later);
    await screen.findByText(family["draft-page"]);
    moveOn("彭小岩岩");
    server.answers["GET /api/cases/c/draft"] = () => ({ ...(sent("save")[0]!.body as object) });
    await userEvent.type(typed, "彭");
    await click(family.next);
    expect(await screen.findByText(family["draft-saved"])).toBeTruthy();
    expect(sent("save").at(-1)!.on).toBe('"2"');
  });
});

describe("the guardian's rules", () => {
  it.each([
    ["2012-09-23", ["minor", "sensitive-data"]],
    ["2012-09-22", ["minor"]],
    ["2008-09-23", ["minor"]],
    ["2008-09-22", []],
    ["", ["minor", "sensitive-data"]],
  ])("hold for who was born on %s: %o", (birthDate, ids) => {
    expect(guardianRules(commitment, { student: { birthDate } }, "2026-09-22").map((r) => r.id)).toEqual(ids);
  });
});

describe("an application that is taken back", () => {
  it("is so with the reason, after what follows was read", async () => {
    server.told = [];
    server.answers = { "POST /api/cases/c/withdraw": () => ({ id: "c", version: 4 }) };
    show(<CaseAct id="c" action={{ verb: "withdraw", label: { "zh-CN": "撤回申请", en: "Withdraw" }, consequence: { "zh-CN": "申请撤回并结束。", en: "It ends." } } as never} />);
    await click("撤回申请");
    expect(screen.getByText("申请撤回并结束。")).toBeTruthy();
    await click("撤回申请");
    expect(await screen.findByText(ui.needed)).toBeTruthy();
    await userEvent.type(screen.getByLabelText(family["withdraw-why"]), "家里情况好转");
    await click("撤回申请");
    await waitFor(() => expect(sent("withdraw")[0]?.body).toEqual({ reason: "家里情况好转" }));
  });
});
