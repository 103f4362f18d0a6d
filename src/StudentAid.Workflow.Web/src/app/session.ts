import { onlineManager, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useCallback, useRef } from "react";
import { actAs } from "@/api/acting";
import { api, body, Refusal, type Api } from "@/api/client";
import { wipeKept, wipeOthers } from "./kept";
import { quiet } from "./live";
import { useSay } from "./texts";

/** A grant always names both; the description of the API leaves that open. */
export type Me = Omit<Api["Me"], "grants" | "menu"> & { menu: { screen: string; name?: string | { "zh-CN": string; en?: string } | null }[]; grants: { role: string; roleName: string | { "zh-CN": string; en?: string }; unit: string; unitName: string; unitKind: string; duties: string[]; handsOutAccess: boolean }[] };

/** Who is signed in; null where nobody is. */
export const useMe = () =>
  useQuery({
    queryKey: ["me"],
    queryFn: async (): Promise<Me | null> => {
      // Asked first, for a refusal would stand in the browser's console as an error.
      const session = await body(api.GET("/api/session"));
      // Who must do something first is nobody yet.
      if (!session.signedIn || session.limit) return null;
      try {
        const me = (await body(api.GET("/api/me"))) as Me;
        await wipeOthers(me.id);
        return me;
      } catch (error) {
        if (error instanceof Refusal && error.status === 401) return null;
        throw error;
      }
    },
  });

/** Whose page it is: who is signed in, and who was when his session has ended, for it takes nothing from under what he typed. */
export function useReader(): Me | undefined {
  const me = useMe().data;
  const last = useRef<Me>(undefined);
  if (me) last.current = me;
  return last.current;
}

/** What is known before signing in: the clock, and a demonstration's roles. */
export const useSession = () => useQuery({ queryKey: ["session"], queryFn: () => body(api.GET("/api/session")) });

const Kept = ["me", "session"];

const Patience = 2_000;

/**
 * Nothing more is asked, and what is being asked has its answer: after leaving it would be refused, and until the new page comes this one must not offer its
 * choice of roles, for what is chosen there would be lost with it.
 */
async function settled(queries: QueryClient): Promise<void> {
  onlineManager.setOnline(false);
  const asking = queries.getQueryCache().getAll().filter((q) => q.state.fetchStatus === "fetching");
  await Promise.race([Promise.allSettled(asking.map((q) => q.promise)), new Promise((done) => setTimeout(done, Patience))]);
}

/** Signs in, out, or in as somebody else; everything that was shown belonged to the one before and is forgotten. */
export function useSigning() {
  const queries = useQueryClient();
  const say = useSay();
  const { message } = App.useApp();
  return {
    /** The same person once more after his session ended: what stands on the page stays, and is asked again. */
    again: useCallback(
      async (input: Partial<Api["SignInInput"]>) => {
        await api.POST("/api/session", { body: { publicComputer: false, ...input } });
        if (input.publicComputer) await wipeKept();
        await queries.invalidateQueries({ queryKey: ["session"] });
        await queries.invalidateQueries();
      },
      [queries],
    ),
    enter: useCallback(
      async (input: Partial<Api["SignInInput"]>) => {
        actAs("");
        await api.POST("/api/session", { body: { publicComputer: false, ...input } });
        if (input.publicComputer) await wipeKept();
        queries.removeQueries({ predicate: (query) => !Kept.includes(String(query.queryKey[0])) });
        await queries.invalidateQueries({ queryKey: ["session"] });
        await queries.invalidateQueries({ queryKey: ["me"] });
      },
      [queries],
    ),
    leave: useCallback(async () => {
      actAs("");
      await settled(queries);
      try {
        await api.POST("/api/session/leave");
        quiet();
        await wipeKept();
      } catch {
        onlineManager.setOnline(true);
        void message.error(say("app.leave-failed"));
        return;
      }
      // A new page: nothing of the one before stays, in memory or in the address.
      window.location.assign("/");
    }, [queries, message, say]),
  };
}
