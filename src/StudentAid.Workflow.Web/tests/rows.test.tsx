import { configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import app from "../locales/zh-CN/app.json";
import home from "../locales/zh-CN/home.json";
import ui from "../locales/zh-CN/ui.json";
import Slips from "@/accounts/Slips";
import type * as Client from "@/api/client";
import { fill } from "@/app/texts";
import { Copies } from "@/home/Copies";
import { Incidents } from "@/operations/Incidents";
import { Keys } from "@/operations/Keys";
import { show } from "./served";
import { answers, press as pressed } from "./trials";

vi.mock("@/api/client", async (original) => (await import("./trials")).served(await original<typeof Client>()));

configure({ asyncUtilTimeout: 15_000 });

const office = { duties: ["set-up", "operate"], unit: "/s/" };

describe("the rows of a list have an act each, so that a second one is sent under a key of its own while the first is unanswered", () => {
  let keys: (string | null)[] = [];
  let answer: (() => void)[] = [];
  const held = (body: object) => async (request: Request) => {
    keys.push(request.headers.get("Idempotency-Key"));
    await new Promise<void>((done) => answer.push(done));
    return Response.json(body);
  };
  const press = async (user: ReturnType<typeof userEvent.setup>, name: string) => user.click(await screen.findByRole("button", { name }));
  const sentApart = async () => {
    await waitFor(() => expect(keys.length).toBe(2));
    expect(new Set(keys).size).toBe(2);
    answer.forEach((done) => done());
  };

  beforeEach(() => {
    [keys, answer] = [[], []];
  });

  it("copies", async () => {
    const user = userEvent.setup();
    const copy = (id: string, name: string) => ({ id, case: id, activity: "verify", title: "核实", by: "b", byName: "程老师", name, unitName: "软件2401" });
    answers["GET /api/copies"] = () => Response.json({ items: [copy("c1", "周雨禾"), copy("c2", "李向南")], atLeast: 2 });
    for (const id of ["c1", "c2"]) answers[`POST /api/copies/${id}/read`] = held({ id, version: 2 });
    show(<Copies />, "/tasks", "/tasks", office);
    for (const name of ["周雨禾", "李向南"]) await press(user, fill(home["copy-mark-of"], { name }));
    await sentApart();
  });

  it("keys of other systems", async () => {
    const user = userEvent.setup();
    const key = (id: string, name: string) => ({ id, holder: "h", name, prefix: id, takenBack: false, perMinute: 0, operations: [] });
    answers["GET /api/principals"] = () => Response.json({ items: [] });
    answers["GET /api/api-keys"] = () => Response.json({ items: [key("k1", "学工系统"), key("k2", "一卡通")], atLeast: 2 });
    for (const id of ["k1", "k2"]) answers[`POST /api/api-keys/${id}/take-back`] = held({ id, version: 2 });
    show(<Keys unit="/s/" />, "/operations", "/operations", office);
    for (const [n, name] of ["学工系统", "一卡通"].entries()) {
      await press(user, fill(app["key-take-back-of"], { name }));
      const sheet = within((await screen.findAllByRole("dialog")).at(-1)!);
      await pressed(user, () => sheet.getByRole("button", { name: app["key-take-back"] }));
      await waitFor(() => expect(keys.length).toBe(n + 1));
    }
    await sentApart();
  });

  it("broken steps of one case", async () => {
    const user = userEvent.setup();
    answers["GET /api/incidents"] = () => Response.json({ items: [{ stream: "c1", kind: "step", unit: "/s/", at: "", message: "" }], atLeast: 1 });
    answers["GET /api/cases/c1"] = () => Response.json({ name: "周雨禾", incidents: [1, 2].map((number) => ({ number, activity: "verify", code: "no-fact" })) });
    answers["GET /api/cases/c1/rules"] = () => Response.json({ activities: [] });
    for (const number of [1, 2]) answers[`POST /api/incidents/c1/${number}/retry`] = held({ id: "c1", version: 2 });
    show(<Incidents />, "/operations", "/operations", office);
    for (const button of await screen.findAllByRole("button", { name: ui.again })) await user.click(button);
    await sentApart();
  });

  it("slips, which all stay", async () => {
    const user = userEvent.setup();
    answers["POST /api/accounts/codes"] = () => Response.json({ count: 2 });
    answers["POST /api/people/search"] = () => Response.json({ items: [{ id: "p1", name: "周雨禾" }, { id: "p2", name: "李向南" }], atLeast: 2 });
    for (const [id, login] of [["p1", "zhou"], ["p2", "li"]] as const) answers[`POST /api/accounts/${id}/issue`] = held({ id, version: 1, login, secret: `code-${login}`, until: "2026-10-14" });
    show(<Slips />, "/slips", "/slips", { ...office, handsOutAccess: true });
    await user.type(await screen.findByLabelText(ui.name), "x{enter}");
    for (const name of ["周雨禾", "李向南"]) await press(user, fill(app["slips-issue"], { name }));
    await sentApart();
    for (const login of ["zhou", "li"]) expect(await screen.findByText(`code-${login}`)).toBeTruthy();
  });
});
