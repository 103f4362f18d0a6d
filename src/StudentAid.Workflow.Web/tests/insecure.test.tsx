import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { useLive } from "@/app/live";

describe("a page that came without HTTPS", () => {
  afterEach(() => void vi.useRealTimers());

  it("is drawn all the same, asks everything shown again every fifteen seconds, and stops when it is left", async () => {
    vi.useFakeTimers();
    expect((navigator as Partial<Navigator>).locks).toBeUndefined();
    let asked = 0;
    const queries = new QueryClient();
    const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={queries}>{children}</QueryClientProvider>;
    const page = renderHook(
      () => {
        useLive("p");
        useQuery({ queryKey: ["family"], queryFn: () => ++asked });
      },
      { wrapper },
    );
    await act(() => vi.advanceTimersByTimeAsync(14_000));
    expect(asked).toBe(1);
    await act(() => vi.advanceTimersByTimeAsync(32_000));
    expect(asked).toBe(4);
    page.unmount();
    const again = vi.spyOn(queries, "invalidateQueries");
    await act(() => vi.advanceTimersByTimeAsync(60_000));
    expect(again).not.toHaveBeenCalled();
  });
});
