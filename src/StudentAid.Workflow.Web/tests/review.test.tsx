import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import home from "../locales/zh-CN/home.json";
import rules from "../locales/zh-CN/rules.json";
import ui from "../locales/zh-CN/ui.json";
import type * as Client from "@/api/client";
import type { Api } from "@/api/client";
import { fill } from "@/app/texts";
import Home from "@/home/Home";
import { State } from "@/rules/Definitions";
import { Retract } from "@/rules/Retract";
import { Review } from "@/rules/Review";
import { show } from "./served";
import { answers, press } from "./trials";

vi.mock("@/api/client", async (original) => (await import("./trials")).served(await original<typeof Client>()));

const admin = { duties: ["publish-definitions"], unit: "/s/" };
const version = (over: Partial<Api["DocumentVersion"]>): Api["DocumentVersion"] => ({
  key: "-/definition/d/0001", kind: "definition", id: "d", procedure: "", unit: "", layer: "/s/", from: "2026-09-01", version: 1, state: "published", pin: "definition/d@1", name: "流程", reason: "试一试", ...over,
});

describe("a version that holds", () => {
  it("is retracted with a reason by who sets up there, and nobody else is offered it", async () => {
    const user = userEvent.setup();
    const sent: unknown[] = [];
    answers["POST /api/definitions/retract"] = async (r) => (sent.push(await r.json()), Response.json({ id: "u", version: 2 }));
    const { unmount } = show(<Retract kind="definitions" version={version({})} />, "/rules", "/rules", admin);
    await user.click(screen.getByRole("button", { name: rules.retract }));
    await user.type(await screen.findByLabelText(ui.reason), "写错了");
    await press(user, () => screen.getAllByRole("button", { name: rules.retract }).at(-1)!);
    await waitFor(() => expect(sent).toEqual([{ unit: "/s/", key: "-/definition/d/0001", reason: "写错了" }]));
    unmount();
    for (const other of [version({ state: "retracted" }), version({ retractBy: "p" }), version({ layer: "/t/" })]) {
      const { unmount: gone } = show(<Retract kind="definitions" version={other} />, "/rules", "/rules", admin);
      expect(screen.queryByRole("button", { name: rules.retract })).toBeNull();
      gone();
    }
  });
});

describe("a retraction that somebody else must approve", () => {
  it("is said to be proposed, and not done", async () => {
    const user = userEvent.setup();
    answers["TRIAL /api/definitions/retract"] = () => Response.json({ id: "u", version: 1, wouldWrite: { status: "", at: "", events: [["RetractionProposed", "k"]] } });
    answers["POST /api/definitions/retract"] = () => Response.json({ id: "u", version: 2 });
    show(<Retract kind="definitions" version={version({})} />, "/rules", "/rules", admin);
    await user.click(screen.getByRole("button", { name: rules.retract }));
    await user.type(await screen.findByLabelText(ui.reason), "写错了");
    await press(user, () => screen.getAllByRole("button", { name: rules.retract }).at(-1)!);
    expect(await screen.findByText(rules["proposed-now"])).toBeTruthy();
    expect(screen.queryByText(fill(ui.done, { label: rules.retract }))).toBeNull();
    delete answers["TRIAL /api/definitions/retract"];
  });
});

describe("a retraction that waits", () => {
  it("is approved or turned down by another person, who reads why", async () => {
    const user = userEvent.setup();
    const sent: unknown[] = [];
    answers["POST /api/definitions/approve"] = async (r) => (sent.push(await r.json()), Response.json({ id: "u", version: 2 }));
    show(<Review kind="definitions" version={version({ retractBy: "other", retractReason: "mistake" })} />, "/rules", "/rules", admin);
    expect(screen.getByText(rules["leaving-other"])).toBeTruthy();
    expect(screen.getByText("mistake")).toBeTruthy();
    expect(screen.queryByText("试一试")).toBeNull();
    expect(screen.getByRole("button", { name: rules["leaving-decline"] })).toHaveProperty("disabled", true);
    await user.click(screen.getByRole("button", { name: rules["leaving-approve"] }));
    await press(user, () => screen.getAllByRole("button", { name: rules["leaving-approve"] }).at(-1)!);
    await waitFor(() => expect(sent).toEqual([{ unit: "/s/", documents: [{ key: "-/definition/d/0001", pin: "definition/d@1" }] }]));
  });

  it("is only taken back by who proposed it, and is nothing where nobody did", () => {
    const { unmount } = show(<Review kind="definitions" version={version({ retractBy: "p" })} />, "/rules", "/rules", admin);
    expect(screen.getByText(rules["leaving-own"])).toBeTruthy();
    expect(screen.queryByRole("button", { name: rules["leaving-approve"] })).toBeNull();
    expect(screen.getByRole("button", { name: rules["leaving-take-back"] })).toBeTruthy();
    unmount();
    show(<Review kind="definitions" version={version({})} />, "/rules", "/rules", admin);
    expect(screen.queryByText(rules["state-leaving"])).toBeNull();
  });

  it("is marked in the lists beside the state that still holds", () => {
    show(<State of="published" leaving />, "/rules", "/rules", admin);
    expect(screen.getByText(rules["state-published"])).toBeTruthy();
    expect(screen.getByText(rules["state-leaving"])).toBeTruthy();
  });

  it("stands on the first page with the way to the rules", async () => {
    answers["GET /api/home"] = () => Response.json({ now: "2026-09-22T02:00:00Z", today: [{ kind: "rules", sentence: "有 1 项规则撤回待您复核", count: 1, link: "/api/definitions", overdue: false }], days: [] });
    show(<Home />, "/", "/", admin);
    const link = (await screen.findByText("有 1 项规则撤回待您复核")).closest("a");
    expect(link?.getAttribute("href")).toBe("/rules");
    expect(screen.queryByText(home.nothing)).toBeNull();
  });
});
