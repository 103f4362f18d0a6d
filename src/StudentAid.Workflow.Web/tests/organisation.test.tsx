import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import organisation from "../locales/zh-CN/organisation.json";
import type * as Client from "@/api/client";
import { fill } from "@/app/texts";
import { People } from "@/organisation/People";
import { treeOf } from "@/organisation/Units";
import { schoolYearAt } from "@/setup/OpenRound";
import { show } from "./served";

const answers = vi.hoisted((): Record<string, (request: Request) => Response | Promise<Response>> => ({}));

vi.mock("@/api/client", async (original) => {
  const client = await original<typeof Client>();
  return { ...client, api: client.makeClient((request) => Promise.resolve(answers[`${request.method} ${new URL(request.url).pathname}`]!(request)), "http://school.test") };
});

const unit = (path: string, parent: string | null) => ({ path, kind: "class", name: path, parent, keeper: "/", closed: false });

describe("units", () => {
  it("stand below their parents, and at the top where the parent is not shown", () => {
    const tree = treeOf([unit("/s/", "/"), unit("/s/a/", "/s/"), unit("/s/a/c/", "/s/a/"), unit("/o/d/", "/o/")]);
    expect(tree.map((u) => [u.path, u.children?.map((c) => [c.path, c.children?.map((g) => g.path)])])).toEqual([
      ["/s/", [["/s/a/", ["/s/a/c/"]]]],
      ["/o/d/", undefined],
    ]);
  });
});

describe("a school year", () => {
  it("is spoken of from the summer in which it begins", () => {
    expect(schoolYearAt("2026-06-22")).toBe("2026—2027");
    expect(schoolYearAt("2026-05-31")).toBe("2025—2026");
    expect(schoolYearAt("2027-01-10")).toBe("2026—2027");
  });
});

describe("people", () => {
  it("are searched in the body, and never in an address", async () => {
    const user = userEvent.setup();
    const asked: unknown[] = [];
    answers["GET /api/roles"] = () => Response.json({ items: [] });
    answers["POST /api/accounts/search"] = async (r) => {
      asked.push(await r.json());
      return Response.json({ items: [{ id: "a", name: "韩老师", state: "stopped", secondFactor: false, sessions: 0, unit: "/s/", isMachine: false, roles: [] }], next: null, atLeast: 1 });
    };
    show(<People />, "/organisation/people", "/organisation/people", { duties: ["set-up"], unit: "/s/" });
    expect(await screen.findByText(organisation["state-stopped"])).toBeTruthy();
    await user.type(screen.getByRole("searchbox", { name: organisation.find }), "韩{enter}");
    await vi.waitFor(() => expect(asked.at(-1)).toMatchObject({ text: "韩", below: "/s/", families: false }));
    expect(screen.getByRole("status", { name: "address" }).textContent).toBe("/organisation/people");
    await user.click(await screen.findByRole("button", { name: fill(organisation["look-at"], { name: "韩老师" }) }));
    const sheet = within(await screen.findByRole("dialog"));
    expect(sheet.getByRole("button", { name: organisation.restore })).toBeTruthy();
    expect(sheet.queryByRole("button", { name: organisation.stop })).toBeNull();
    expect(sheet.queryByRole("button", { name: organisation.issue })).toBeNull();
  });
});
