import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { acting } from "@/api/act";
import { newKey, Refusal, Unreached } from "@/api/client";
import type { Draft, DraftStore } from "./draft";

/** Where what was typed is: at the server, on its way there, encrypted on this device, or on the page alone. */
export type Whereabouts = "unchanged" | "changed" | "saving" | "saved" | "kept" | "page";

/** After so long without a key pressed a draft is sent. */
const Pause = 3_000;

const open = new Set<() => Promise<boolean>>();

/** Sends what is still to be sent, before somebody signs out. */
export const settleDrafts = async (): Promise<void> => void (await Promise.all([...open].map((settle) => settle())));

interface DraftProps {
  id: string;
  store: DraftStore | null;
  /** What stands in the form now. */
  read: () => Draft;
  /** Sends it to the server. */
  save: (draft: Draft, headers: ReturnType<typeof acting>) => Promise<unknown>;
  /** What the form begins with lay on this device, so the server has not seen it. */
  unsent: boolean;
}

/** Keeps a form's draft: at once on this device, encrypted, and after a pause at the server; what has reached the server is dropped here. */
export function useDraft({ id, store, read, save, unsent }: DraftProps) {
  const queries = useQueryClient();
  const [where, setWhere] = useState<Whereabouts>(unsent ? "kept" : "unchanged");
  const typed = useRef(unsent ? 1 : 0);
  const reached = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef({ read, save });
  latest.current = { read, save };

  const sending = useMutation({
    // Offline it fails at once and is kept here; it does not wait unseen.
    networkMode: "always",
    scope: { id: `draft ${id}` },
    mutationFn: async () => {
      const upTo = typed.current;
      if (upTo === reached.current) return;
      setWhere("saving");
      await latest.current.save(latest.current.read(), acting(newKey()));
      reached.current = upTo;
      if (typed.current === upTo) await store?.drop(id);
      setWhere(typed.current === upTo ? "saved" : "changed");
      await queries.invalidateQueries({ queryKey: ["cases", id, "actions"] });
    },
    onError: async (error) => {
      setWhere(store ? "kept" : "page");
      // Another of the family has saved or handed in meanwhile: the next sending is about what stands there now.
      if (error instanceof Refusal && error.status === 412) await queries.invalidateQueries({ queryKey: ["cases", id, "actions"] });
    },
  });
  const { mutateAsync } = sending;

  /** True once everything has reached the server; why not stands in the error. */
  const settle = useCallback(async () => {
    clearTimeout(timer.current);
    await mutateAsync().catch(() => undefined);
    return typed.current === reached.current;
  }, [mutateAsync]);

  const changed = useCallback(() => {
    typed.current++;
    setWhere("changed");
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void settle(), Pause);
    store?.keep(id, latest.current.read()).catch(() => setWhere("page"));
  }, [id, settle, store]);

  useEffect(() => {
    const back = () => void settle();
    const hidden = () => document.hidden && void settle();
    open.add(settle);
    window.addEventListener("online", back);
    document.addEventListener("visibilitychange", hidden);
    if (unsent) void settle();
    return () => {
      open.delete(settle);
      clearTimeout(timer.current);
      window.removeEventListener("online", back);
      document.removeEventListener("visibilitychange", hidden);
    };
  }, [settle, unsent]);

  /** Handed in: there is no draft any more. */
  const done = useCallback(() => {
    clearTimeout(timer.current);
    reached.current = typed.current;
    return store?.drop(id);
  }, [id, store]);

  return { where, error: sending.error instanceof Unreached ? null : sending.error, changed, settle, done };
}
