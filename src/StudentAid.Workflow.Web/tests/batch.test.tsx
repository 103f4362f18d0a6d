import { configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ConfigProvider } from "antd";
import home from "../locales/zh-CN/home.json";
import ui from "../locales/zh-CN/ui.json";
import type * as Client from "@/api/client";
import { fill } from "@/app/texts";
import { Batch } from "@/home/Batch";
import { show } from "./served";
import { answers, press } from "./trials";

// The first page that a busy machine draws takes longer than a second.
configure({ asyncUtilTimeout: 10_000 });

vi.mock("@/api/client", async (original) => (await import("./trials")).served(await original<typeof Client>()));

const text = (zh: string) => ({ "zh-CN": zh, en: zh });
const task = { id: "1", etag: '"7"', stream: "case-1", streamKind: "instance", round: "r1", activity: "verify", role: "r", unit: "/s/c/", person: "p", status: "open", title: "核实", name: "赵一" } as unknown as Client.Api["TaskView"];

describe("an act on many tasks", () => {
  it("asks the server what would come of it only once its fields are there, and says which tasks it is done to", async () => {
    const user = userEvent.setup();
    const tried: unknown[] = [];
    let offer: (answer: Response) => void = () => undefined;
    answers["GET /api/tasks/counts"] = () => Response.json({ items: [{ role: "r", unit: "/s/c/", activity: "verify", title: "核实", count: 6, unitName: "软件2401" }], atLeast: 1 });
    answers["GET /api/cases/case-1/actions"] = () => new Promise((given) => (offer = given));
    answers["GET /api/principals"] = () => Response.json({ items: [] });
    answers["TRIAL /api/jobs"] = async (r) => (tried.push(await r.json()), Response.json({ id: "trial", version: 0 }));
    answers["POST /api/jobs"] = () => Response.json({ id: "j", version: 1, work: "tasks", status: "open", total: 1, done: 0, failed: 0, failures: [] });
    const begun: string[] = [];
    show(<ConfigProvider theme={{ token: { motion: false } }}><Batch tasks={[task]} filter={{}} begun={(job) => begun.push(job)} /></ConfigProvider>, "/", "/", { duties: [], unit: "/s/" });
    await user.click(screen.getByRole("button", { name: fill(home.batch, { count: 1 }) }));
    const sheet = within(await screen.findByRole("dialog"));
    // Longer than a sheet waits before it asks.
    await new Promise((rested) => setTimeout(rested, 700));
    expect(sheet.queryByRole("alert")).toBeNull();
    const offered = { items: [{ task: "1", etag: '"7"', activity: "verify", title: text("核实"), role: "r", actions: [{ verb: "verify", label: text("登记核实"), tone: "primary", input: { type: "object", properties: {} }, reasons: [] }] }], case: [], atLeast: 1 };
    answers["GET /api/cases/case-1/actions"] = () => Response.json(offered);
    offer(Response.json(offered));
    expect(await sheet.findByRole("radiogroup", { name: home["batch-which"] })).toBeTruthy();
    await user.click(sheet.getByRole("combobox", { name: ui.act }));
    await user.click(await screen.findByText("登记核实"));
    await press(user, () => sheet.getByRole("button", { name: home["batch-begin"] }));
    await waitFor(() => expect(begun).toEqual(["j"]));
    expect(tried).toEqual([{ work: "tasks", verb: "verify", input: {}, tasks: [{ id: "1", etag: '"7"' }] }]);
  });
});
