import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { useCarriesAt, useCoversAt, useWorksAt, useWorksWithin } from "@/app/duties";

/** Of one role, at which units it is such. */
function rolesOf(unit: string, ...duties: string[]) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
  queries.setQueryData(["me"], { id: "p", grants: [{ unit, duties }] });
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={queries}>{children}</QueryClientProvider>;
  const hook = renderHook(() => ({ carries: useCarriesAt("keep-rounds"), covers: useCoversAt(), works: useWorksAt(), within: useWorksWithin() }), { wrapper });
  const at = (which: "carries" | "covers" | "works" | "within") => [undefined, "/", "/s/", "/s/c/", "/t/"].filter((u) => hook.result.current[which](u));
  return { at, queries };
}

describe("where somebody is what he is", () => {
  it("is at his unit and below; within a whole he works also where it stands above him", () => {
    const { at } = rolesOf("/s/", "keep-rounds");
    expect([at("carries"), at("covers"), at("works"), at("within")]).toEqual([["/s/", "/s/c/"], ["/s/", "/s/c/"], ["/s/", "/s/c/"], ["/", "/s/", "/s/c/"]]);
  });

  it("is no work of whoever only oversees, and without a duty no place of that duty", () => {
    const { at } = rolesOf("/s/", "oversee");
    expect([at("carries"), at("covers"), at("works"), at("within")]).toEqual([[], ["/s/", "/s/c/"], [], []]);
  });

  it("stays so on the page that he is at when his session has ended", async () => {
    const { at, queries } = rolesOf("/s/", "keep-rounds");
    await act(async () => {
      queries.setQueryData(["me"], null);
      await new Promise((drawn) => setTimeout(drawn, 100));
    });
    expect([at("carries"), at("works")]).toEqual([["/s/", "/s/c/"], ["/s/", "/s/c/"]]);
  });
});
