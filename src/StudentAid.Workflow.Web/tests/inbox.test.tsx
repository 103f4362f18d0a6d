import { screen } from "@testing-library/react";
import home from "../locales/zh-CN/home.json";
import type * as Client from "@/api/client";
import { fill } from "@/app/texts";
import Inbox from "@/home/Inbox";
import { show } from "./served";

const answers = vi.hoisted((): Record<string, object> => ({}));

// What is not answered here is not asked: the copies themselves stand on another tab.
vi.mock("@/api/client", async (original) => {
  const client = await original<typeof Client>();
  return { ...client, api: client.makeClient((request) => Promise.resolve(Response.json(answers[new URL(request.url).pathname] ?? { code: "not-asked" }, { status: answers[new URL(request.url).pathname] ? 200 : 500 })), "http://school.test") };
});

describe("the inbox", () => {
  beforeEach(() => {
    answers["/api/tasks"] = answers["/api/tasks/counts"] = answers["/api/views"] = { items: [], atLeast: 0 };
  });

  it.each([
    [{ unread: 100, more: true }, fill(home["inbox-copies-more"], { count: 100 })],
    [{ unread: 3, more: false }, fill(home["inbox-copies-new"], { count: 3 })],
    [{ unread: 0, more: true }, home["inbox-copies"]],
  ])("says how many copies are unread, as far as they were counted: %j", async (counts, label) => {
    answers["/api/copies/counts"] = counts;
    show(<Inbox />, "/tasks", "/tasks", { duties: [], unit: "/s/" });
    expect(await screen.findByText(label)).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
  });
});
