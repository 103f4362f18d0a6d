import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ConfigProvider } from "antd";
import rosters from "../locales/zh-CN/rosters.json";
import ui from "../locales/zh-CN/ui.json";
import type { Api } from "@/api/client";
import type * as Client from "@/api/client";
import { fill, sayIn, TextsContext } from "@/app/texts";
import { Awaited, OwnVote } from "@/rosters/Votes";

const answers = vi.hoisted((): Record<string, (request: Request) => Response | Promise<Response>> => ({}));

vi.mock("@/api/client", async (original) => {
  const client = await original<typeof Client>();
  return { ...client, api: client.makeClient((request) => Promise.resolve(answers[`${request.method} ${new URL(request.url).pathname}`]!(request)), "http://school.test") };
});

const roster = { id: "list", ownVote: null } as unknown as Api["RosterView"];
const meeting = { awaited: ["m1", "m2", "m3"], withoutAccount: ["m2", "m3"] } as unknown as Api["MeetingView"];
const names: Record<string, string> = { m1: "闵思源", m2: "池雨薇", m3: "林可" };

const show = (what: React.ReactNode) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TextsContext.Provider value={{ say: sayIn({ rosters, ui }), language: "zh-CN", change: () => undefined }}>
        <ConfigProvider button={{ autoInsertSpace: false }}>{what}</ConfigProvider>
      </TextsContext.Provider>
    </QueryClientProvider>,
  );

describe("votes that are out", () => {
  const sent: { key: string | null; body: unknown }[] = [];
  let acknowledge: (() => void)[] = [];

  beforeEach(() => {
    sent.length = 0;
    acknowledge = [];
    answers["POST /api/rosters/list/vote"] = async (request) => {
      sent.push({ key: request.headers.get("Idempotency-Key"), body: await request.json() });
      await new Promise<void>((done) => acknowledge.push(done));
      return Response.json({ id: "list", version: 2 });
    };
  });

  it("are put down by a button of each member, with a key of each, and never by choosing alone", async () => {
    const user = userEvent.setup();
    show(<Awaited roster={roster} meeting={meeting} nameOf={(m) => names[m]!} />);
    const rowOf = (name: string) => within(screen.getByRole("group", { name }));
    await user.click(rowOf("池雨薇").getByRole("radio", { name: rosters.agree }));
    await user.click(rowOf("池雨薇").getByRole("radio", { name: rosters.disagree }));
    expect(sent).toEqual([]);

    await user.click(rowOf("池雨薇").getByRole("button", { name: fill(rosters["put-down-of"], { name: "池雨薇" }) }));
    await user.click(rowOf("林可").getByRole("radio", { name: rosters.agree }));
    await user.click(rowOf("林可").getByRole("button"));
    await waitFor(() => expect(sent.map((s) => s.body)).toEqual([{ member: "m2", vote: "disagree", secret: false }, { member: "m3", vote: "agree", secret: false }]));
    expect(sent[0]!.key).not.toBe(sent[1]!.key);
    expect(rowOf("池雨薇").getByRole<HTMLInputElement>("radio", { name: rosters.abstain }).disabled).toBe(true);
    acknowledge.forEach((done) => done());
  });

  it("name apart whom a task reminds and who has no account", () => {
    show(<Awaited roster={roster} meeting={meeting} nameOf={(m) => names[m]!} />);
    const reminded = screen.getByText(fill(rosters.awaited, { count: 1 })).parentElement!;
    const others = screen.getByText(fill(rosters["without-account"], { count: 2 })).parentElement!;
    expect([reminded.textContent!.includes("闵思源"), others.textContent!.includes("池雨薇"), others.textContent!.includes("闵思源")]).toEqual([true, true, false]);
  });

  it("are one's own to choose and then to cast", async () => {
    const user = userEvent.setup();
    show(<OwnVote roster={roster} own={{ member: "m1", vote: "", open: true }} />);
    expect(screen.getByRole<HTMLButtonElement>("button", { name: rosters.cast }).disabled).toBe(true);
    await user.click(screen.getByRole("radio", { name: rosters.disagree }));
    expect(sent).toEqual([]);
    await user.click(screen.getByRole("button", { name: rosters.cast }));
    await waitFor(() => expect(sent.map((s) => s.body)).toEqual([{ member: "m1", vote: "disagree", secret: false }]));
    acknowledge.forEach((done) => done());
  });
});
