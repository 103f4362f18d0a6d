import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { actAs } from "@/api/acting";
import { api, body, Refusal, type Api } from "@/api/client";

/** A grant always names both; the description of the API leaves that open. */
export type Me = Omit<Api["Me"], "grants"> & { grants: { role: string; unit: string; unitName: string; unitKind: string }[] };

/** Who is signed in; null where nobody is. */
export const useMe = () =>
  useQuery({
    queryKey: ["me"],
    queryFn: async (): Promise<Me | null> => {
      // Asked first, for a refusal would stand in the browser's console as an error.
      if (!(await body(api.GET("/api/session"))).signedIn) return null;
      try {
        return (await body(api.GET("/api/me"))) as Me;
      } catch (error) {
        if (error instanceof Refusal && error.status === 401) return null;
        throw error;
      }
    },
  });

/** What is known before signing in: the clock, and a demonstration's roles. */
export const useSession = () => useQuery({ queryKey: ["session"], queryFn: () => body(api.GET("/api/session")) });

const Kept = ["me", "session"];

/** Signs in, out, or in as somebody else; everything that was shown belonged to the one before and is forgotten. */
export function useSigning() {
  const queries = useQueryClient();
  return {
    enter: useCallback(
      async (input: { key?: string; principal?: string }) => {
        actAs("");
        await api.POST("/api/session", { body: input });
        queries.removeQueries({ predicate: (query) => !Kept.includes(String(query.queryKey[0])) });
        await queries.invalidateQueries({ queryKey: ["me"] });
      },
      [queries],
    ),
    leave: useCallback(async () => {
      actAs("");
      await api.POST("/api/session/leave");
      // A new page: nothing of the one before stays, in memory or in the address.
      window.location.assign("/");
    }, []),
  };
}
