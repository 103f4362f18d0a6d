import { onlineManager, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";

import { api, body } from "@/api/client";
import type * as Client from "@/api/client";
import { useMe, useSigning } from "@/app/session";

const answers = vi.hoisted((): Record<string, () => Response> => ({}));

vi.mock("@/api/client", async (original) => {
  const client = await original<typeof Client>();
  return { ...client, api: client.makeClient((request) => Promise.resolve(answers[`${request.method} ${new URL(request.url).pathname}`]!()), "http://school.test") };
});

/** A teacher who has signed in, by the hooks of the door. */
async function signedIn() {
  answers["GET /api/session"] = () => Response.json({ signedIn: true });
  answers["GET /api/me"] = () => Response.json({ id: "p", name: "程老师", grants: [] });
  answers["POST /api/session/leave"] = () => new Response(null, { status: 204 });
  const queries = new QueryClient();
  const { result } = renderHook(() => ({ me: useMe(), signing: useSigning() }), {
    wrapper: ({ children }: { children: ReactNode }) => <QueryClientProvider client={queries}>{children}</QueryClientProvider>,
  });
  await waitFor(() => expect(result.current.me.data?.name).toBe("程老师"));
  return { result, queries };
}

describe("a device whose drafts cannot be wiped", () => {
  it("keeps nobody from signing in, nor from signing out", async () => {
    const said = vi.spyOn(console, "warn").mockReturnValue();
    localStorage.setItem("studentaid.drafts-of", "another");
    vi.stubGlobal("indexedDB", {
      deleteDatabase: () => {
        throw new Error("UnknownError");
      },
    });
    const { result } = await signedIn();
    await act(() => result.current.signing.leave());
    expect(onlineManager.isOnline()).toBe(false);
    expect(said).toHaveBeenCalledTimes(2);
    onlineManager.setOnline(true);
    localStorage.clear();
    vi.unstubAllGlobals();
    said.mockRestore();
  });
});

describe("leaving", () => {
  it("shows nobody's choice of roles until the new page has come", async () => {
    const { result, queries } = await signedIn();
    answers["GET /api/session"] = () => Response.json({ signedIn: false });
    await act(() => result.current.signing.leave());
    await act(async () => {
      void queries.invalidateQueries();
      for (let asked = 0; asked < 5; asked++) await body(api.GET("/api/session"));
    });
    expect(result.current.me.data?.name).toBe("程老师");
  });
});
