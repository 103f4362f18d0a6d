import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ConfigProvider } from "antd";
import { useState, type ReactNode } from "react";
import filing from "../locales/zh-CN/filing.json";
import rounds from "../locales/zh-CN/rounds.json";
import ui from "../locales/zh-CN/ui.json";
import type * as Client from "@/api/client";
import { fill } from "@/app/texts";
import { Make } from "@/filing/Make";
import { Strokes, type Struck } from "@/home/Quick";
import { Freeze } from "@/rounds/Freeze";
import { show } from "./served";
import { answered, press } from "./trials";

const answers = vi.hoisted((): Record<string, (request: Request) => Response | Promise<Response>> => ({}));

vi.mock("@/api/client", async (original) => {
  const client = await original<typeof Client>();
  return { ...client, api: client.makeClient((request) => answered(answers, request), "http://school.test") };
});

const reader = { duties: ["keep-rounds"], unit: "/s/" };
const text = (zh: string) => ({ "zh-CN": zh, en: zh });

/** Its first answer is lost, the second comes; the keys under which it went out. */
function lostOnce(call: string): (string | null)[] {
  const keys: (string | null)[] = [];
  answers[call] = (r) => {
    keys.push(r.headers.get("Idempotency-Key"));
    return keys.length === 1 ? Promise.reject(new TypeError("no network")) : Response.json({ id: "x", version: 2 });
  };
  return keys;
}

/** Opens a sheet, sends it, loses the answer, closes it, opens it again and sends it once more. */
async function twice(open: string, act: string) {
  const user = userEvent.setup();
  for (const again of [false, true]) {
    await user.click(await screen.findByRole("button", { name: open }));
    const sheet = within(await screen.findByRole("dialog"));
    await sheet.findByRole("button", { name: act });
    if (again) expect(await sheet.findByText(ui.unreached)).toBeTruthy();
    await press(user, () => sheet.getByRole("button", { name: act }));
    if (again) return;
    await sheet.findByText(ui.unreached);
    await user.click(screen.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  }
}

const still = (page: ReactNode) => <ConfigProvider theme={{ token: { motion: false } }}>{page}</ConfigProvider>;

describe("a sheet that was closed after its answer was lost keeps its key", () => {
  it("where a list is frozen", async () => {
    const keys = lostOnce("POST /api/rosters");
    answers["GET /api/rosters/readiness"] = () => Response.json({ missing: [], windowClosed: true });
    answers["GET /api/rounds/r/rules"] = () => Response.json({ activities: [], levels: [], bodies: [] });
    show(still(<Freeze round="r" activity="class" unit="/s/c/" list="民主评议" unitName="软件2401" count={3} />), "/", "/", reader);
    await twice(rounds.freeze, rounds["freeze-do"]);
    await waitFor(() => expect(keys).toHaveLength(2));
    expect(keys[1]).toBe(keys[0]);
  });

  it("where a file is made for another system", async () => {
    const keys = lostOnce("POST /api/rounds/r/exports/national");
    answers["GET /api/rounds/r/exports/national"] = () => Response.json({ profile: "national", batch: "b", rows: 3, columns: [], canWrite: true, problems: [], cuts: [] });
    show(still(<Make round={{ id: "r" } as Client.Api["RoundView"]} of={{ profile: "national", name: "国家系统", batches: [] } as unknown as Client.Api["ExportView"]} keeps />), "/", "/", reader);
    await twice(fill(filing["look-of"], { name: "国家系统" }), filing.make);
    await waitFor(() => expect(keys).toHaveLength(2));
    expect(keys[1]).toBe(keys[0]);
  });

  it("where it was opened by a key in the inbox, though another was opened meanwhile", async () => {
    const keys = lostOnce("POST /api/tasks/t1/agree");
    const task = (id: string) => ({ id, stream: `case-${id}` }) as Client.Api["TaskView"];
    for (const id of ["t1", "t2"]) {
      answers[`GET /api/cases/case-${id}/actions`] = () => Response.json({ items: [{ task: id, etag: '"1"', activity: "office", title: text("核准"), role: "r", actions: [{ verb: "agree", label: text("同意"), tone: "primary", input: { type: "object", properties: {} }, reasons: [] }] }], case: [], atLeast: 1 });
      answers[`GET /api/cases/${id}`] = () => Response.json({ person: "p" });
      answers[`GET /api/cases/${id}/rules`] = () => Response.json({ activities: [], levels: [], bodies: [] });
    }
    const user = userEvent.setup();
    const first: Struck = { task: task("t1"), tone: "primary" };
    const second: Struck = { task: task("t2"), tone: "primary" };
    function Desk() {
      const [now, setNow] = useState<Struck>();
      return (
        <>
          <button onClick={() => setNow({ ...first })}>甲</button>
          <button onClick={() => setNow({ ...second })}>乙</button>
          <Strokes now={now} close={() => setNow(undefined)} />
        </>
      );
    }
    show(still(<Desk />), "/", "/", reader);
    const open = async (who: string) => {
      await user.click(screen.getByRole("button", { name: who }));
      return within(await screen.findByRole("dialog"));
    };
    const close = async () => {
      await user.click(screen.getByRole("button", { name: "Close" }));
      await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    };
    let sheet = await open("甲");
    await press(user, () => sheet.getByRole("button", { name: "同意" }));
    await sheet.findByText(ui.unreached);
    await close();
    await open("乙");
    await close();
    sheet = await open("甲");
    await press(user, () => sheet.getByRole("button", { name: "同意" }));
    await waitFor(() => expect(keys).toHaveLength(2));
    expect(keys[1]).toBe(keys[0]);
  });
});
