import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { act, configure, screen } from "@testing-library/react";
import home from "../locales/zh-CN/home.json";
import type * as Client from "@/api/client";
import { fill } from "@/app/texts";
import Home from "@/home/Home";
import { show } from "./served";
import { answers } from "./trials";

// The first page that a busy machine draws takes longer than a second.
configure({ asyncUtilTimeout: 10_000 });

vi.mock("@/api/client", async (original) => (await import("./trials")).served(await original<typeof Client>()));

describe("a page whose reader's session has ended", () => {
  it("stays, for over it he signs in again", async () => {
    answers["GET /api/home"] = () => Response.json({ today: [], days: [] });
    let queries: QueryClient | undefined;
    function Grab() {
      queries = useQueryClient();
      return null;
    }
    show(<><Grab /><Home /></>, "/", "/", { duties: [], unit: "/s/" });
    expect(await screen.findByText(home.nothing)).toBeTruthy();
    await act(async () => {
      queries!.setQueryData(["me"], null);
      await new Promise((drawn) => setTimeout(drawn, 100));
    });
    expect(screen.getByText(fill(home.greeting, { name: "资助中心" }))).toBeTruthy();
  });
});
