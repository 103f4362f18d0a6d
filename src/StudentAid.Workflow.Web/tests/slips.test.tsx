import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ConfigProvider } from "antd";
import { MemoryRouter } from "react-router";
import app from "../locales/zh-CN/app.json";
import ui from "../locales/zh-CN/ui.json";
import Slips from "@/accounts/Slips";
import type * as Client from "@/api/client";
import { fill, sayIn, TextsContext } from "@/app/texts";

const answers = vi.hoisted((): Record<string, (request: Request) => Response | Promise<Response>> => ({}));

vi.mock("@/api/client", async (original) => {
  const client = await original<typeof Client>();
  return { ...client, api: client.makeClient((request) => Promise.resolve(answers[`${request.method} ${new URL(request.url).pathname}`]!(request)), "http://school.test") };
});

// The page is drawn anew at each choice, which a busy machine takes its time for.
configure({ asyncUtilTimeout: 15_000 });

const grant = { role: "class-teacher", roleName: "班主任", unit: "/s/", unitName: "示例学院", unitKind: "school", duties: [], handsOutAccess: true };
const me = { id: "p", name: "程老师", grants: [grant], now: "2026-09-14T02:00:00.000Z" };
const units = { items: [{ path: "/s/", kind: "school", name: "示例学院" }, { path: "/s/a/", kind: "class", name: "软件2401" }, { path: "/s/b/", kind: "class", name: "软件2402" }] };

describe("slips", () => {
  it("that were handed out stay until they are taken, whatever is chosen meanwhile", async () => {
    let handed = 0;
    answers["GET /api/session"] = () => Response.json({ signedIn: true });
    answers["GET /api/me"] = () => Response.json(me);
    answers["GET /api/org-units"] = () => Response.json(units);
    answers["POST /api/accounts/codes"] = (request) =>
      new URL(request.url).searchParams.get("dryRun") ? Response.json({ count: 6 }) : Response.json({ count: 6, until: "2026-10-14", slips: `/slips/${++handed}`, table: `/table/${handed}` });
    const queries = new QueryClient();
    queries.setQueryData(["me"], me);
    const user = userEvent.setup();
    render(
      <QueryClientProvider client={queries}>
        <TextsContext.Provider value={{ say: sayIn({ app, ui }), language: "zh-CN", change: () => undefined }}>
          <ConfigProvider button={{ autoInsertSpace: false }}>
            <MemoryRouter>
              <Slips />
            </MemoryRouter>
          </ConfigProvider>
        </TextsContext.Provider>
      </QueryClientProvider>,
    );
    const print = () => screen.queryByRole("link", { name: app["slips-print"] })?.getAttribute("href");
    const hand = async () => user.click(await screen.findByRole("button", { name: app["slips-hand"] }));
    const choose = async (name: string) => {
      fireEvent.mouseDown(screen.getByRole("combobox", { name: ui.unit }));
      await user.click(screen.getByText(name, { selector: ".ant-select-item-option-content" }));
    };
    await hand();
    await waitFor(() => expect(print()).toBe("/slips/1"));

    await user.click(screen.getByRole("radio", { name: app["slips-guardians"] }));
    await screen.findByText(fill(app["slips-before"], { count: 6 }));
    await hand();
    await waitFor(() => expect(print()).toBe("/slips/2"));
    await user.click(screen.getByRole("radio", { name: app["slips-students"] }));
    expect(print()).toBe("/slips/1");
    expect(screen.queryByRole("button", { name: app["slips-hand"] })).toBeNull();

    await choose("软件2402");
    await screen.findByRole("button", { name: app["slips-hand"] });
    await choose("软件2401");
    expect(print()).toBe("/slips/1");
  }, 90_000);
});
