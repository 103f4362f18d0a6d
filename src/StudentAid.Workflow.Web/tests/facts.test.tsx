import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { App, ConfigProvider } from "antd";
import cases from "../locales/zh-CN/cases.json";
import ui from "../locales/zh-CN/ui.json";
import type * as Client from "@/api/client";
import { fill, sayIn, TextsContext } from "@/app/texts";
import { Facts } from "@/cases/Facts";

const values: Record<string, string> = { idNumber: "41010120060101001X", phone: "13800000001" };

vi.mock("@/api/client", async (original) => {
  const client = await original<typeof Client>();
  const answer = async (request: Request) =>
    request.method === "GET"
      ? Response.json({ items: [{ field: "idNumber", masked: "4101**********001X" }, { field: "phone", masked: "138****0001" }] })
      : Response.json({ facts: ((await request.json()) as { fields: string[] }).fields.map((field) => ({ field, value: values[field] })) });
  return { ...client, api: client.makeClient(answer, "http://school.test") };
});

const masks = fill(cases["reveal-masks"], { seconds: 60 });

const pass = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000));

describe("a family fact that was shown", () => {
  beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }));
  afterEach(() => void vi.useRealTimers());

  const reveal = async (user: ReturnType<typeof userEvent.setup>, option: number) => {
    await user.click(screen.getAllByRole("button").find((b) => b.textContent === cases.reveal)!);
    const sheet = within(await screen.findByRole("dialog"));
    await user.click(sheet.getByRole("combobox"));
    await waitFor(() => expect(document.querySelectorAll(".ant-select-item-option")).toHaveLength(2));
    await user.click(document.querySelectorAll(".ant-select-item-option")[option]!);
    await user.type(sheet.getByRole("textbox"), "核对");
    await user.click(sheet.getAllByRole("button").find((b) => b.getAttribute("type") === "submit")!);
  };

  it("is masked again after a minute, each by its own time", async () => {
    const user = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) });
    render(
      <QueryClientProvider client={new QueryClient()}>
        <TextsContext.Provider value={{ say: sayIn({ ui, cases }), language: "zh-CN", change: () => undefined }}>
          <ConfigProvider theme={{ token: { motion: false } }}>
            <App>
              <Facts id="case" rules={undefined} />
            </App>
          </ConfigProvider>
        </TextsContext.Provider>
      </QueryClientProvider>,
    );
    expect(await screen.findByText("138****0001")).toBeTruthy();
    expect(screen.queryByText(masks)).toBeNull();
    await reveal(user, 0);
    expect(await screen.findByText(values.idNumber!)).toBeTruthy();
    expect(screen.getByText(masks)).toBeTruthy();
    await pass(30);
    await reveal(user, 1);
    expect(await screen.findByText(values.phone!)).toBeTruthy();
    expect(screen.getByText(values.idNumber!)).toBeTruthy();
    await pass(31);
    expect(screen.queryByText(values.idNumber!)).toBeNull();
    expect(screen.getByText("4101**********001X")).toBeTruthy();
    expect(screen.getByText(values.phone!)).toBeTruthy();
    await pass(31);
    expect(screen.getByText("138****0001")).toBeTruthy();
    expect(screen.queryByText(masks)).toBeNull();
  });
});
