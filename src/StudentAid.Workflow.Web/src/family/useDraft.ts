import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { acting } from "@/api/act";
import { newKey, Refusal, Unreached } from "@/api/client";
import type { DraftStore, Written } from "@/app/draft";
import type { Proof } from "@/ui/form/papers";
import { same } from "./same";

/** What a family has typed and sent so far. */
export interface Draft {
  answers: unknown;
  proofs: Proof[];
}

/** Where what was typed is: at the server, on its way there, encrypted on this device, or on the page alone. */
export type Whereabouts = "unchanged" | "changed" | "saving" | "saved" | "kept" | "page";

/** After so long without a key pressed a draft is sent. */
const Pause = 3_000;

/** The server's draft has moved on since this one was begun: which of them holds, its writer says. */
export class Moved extends Error {
  constructor() {
    super("moved");
    this.name = "Moved";
  }
}

const open = new Set<() => Promise<boolean>>();

/** Sends what is still to be sent, before somebody signs out. */
export const settleDrafts = async (): Promise<void> => void (await Promise.all([...open].map((settle) => settle())));

interface DraftProps {
  id: string;
  store: DraftStore<Draft> | null;
  /** What stands in the form now. */
  read: () => Draft;
  /** Sends it to the server, as written on this ETag, and tells the ETag that it has there: another's draft may stand there before it could be read again. */
  save: (draft: Draft, etag: string, headers: ReturnType<typeof acting>) => Promise<string>;
  /** What the form begins with. Unsent: it lay on this device, and the server has not seen it; moved: when it was kept there, where the server has moved on since. */
  begun: { etag: string; unsent: boolean; moved?: number };
  /** Reads the server's draft. */
  there: () => Promise<Written<Draft>>;
}

/** Keeps a form's draft: at once on this device, encrypted, and after a pause at the server; what has reached the server is dropped here. */
export function useDraft({ id, store, read, save, begun, there }: DraftProps) {
  const queries = useQueryClient();
  const unsent = useRef(begun.unsent).current;
  const [where, setWhere] = useState<Whereabouts>(unsent ? "kept" : "unchanged");
  const typed = useRef(unsent ? 1 : 0);
  const typedAt = useRef(Date.now());
  const reached = useRef(0);
  const held = useRef(Promise.resolve(unsent));
  const base = useRef(begun.etag);
  const tried = useRef<Draft>(undefined);
  // A sending must know of it before the page is drawn anew.
  const apart = useRef(begun.moved ?? null);
  const [moved, setMoved] = useState(apart.current);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef({ read, save, there });
  latest.current = { read, save, there };

  const part = useCallback((at: number | null) => {
    apart.current = at;
    setMoved(at);
  }, []);

  /** Acts on what this draft was begun on, or on what its own last sending left there, whose answer was lost; else it throws that the server has moved on. */
  const onto = useCallback(
    async <T,>(act: (etag: string) => Promise<T>, before = tried.current): Promise<T> => {
      try {
        return await act(base.current);
      } catch (error) {
        if (!(error instanceof Refusal && error.status === 412)) throw error;
        const now = await latest.current.there();
        if (before && same(now, before)) {
          base.current = now.etag;
          return await act(now.etag);
        }
        if (typed.current === reached.current) typed.current++;
        part(typedAt.current);
        throw new Moved();
      }
    },
    [part],
  );

  const keep = useCallback(() => {
    held.current = store?.keep(id, { ...latest.current.read(), etag: base.current }) ?? Promise.resolve(false);
  }, [id, store]);

  const sending = useMutation({
    // Offline it fails at once and is kept here; it does not wait unseen.
    networkMode: "always",
    scope: { id: `draft ${id}` },
    mutationFn: async () => {
      const upTo = typed.current;
      if (upTo === reached.current) return;
      if (apart.current !== null) throw new Moved();
      setWhere("saving");
      const before = tried.current;
      const draft = latest.current.read();
      tried.current = draft;
      base.current = await onto((on) => latest.current.save(draft, on, acting(newKey())), before);
      reached.current = upTo;
      await queries.invalidateQueries({ queryKey: ["cases", id, "actions"] });
      if (typed.current === upTo) await store?.drop(id);
      else keep();
      setWhere(typed.current === upTo ? "saved" : "changed");
    },
    onError: async () => setWhere((await held.current) ? "kept" : "page"),
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
    typedAt.current = Date.now();
    setWhere("changed");
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void settle(), Pause);
    keep();
  }, [keep, settle]);

  useEffect(() => {
    const back = () => void settle();
    const hidden = () => document.hidden && void settle();
    open.add(settle);
    window.addEventListener("online", back);
    document.addEventListener("visibilitychange", hidden);
    if (unsent) void settle();
    return () => {
      open.delete(settle);
      // Whoever leaves before the pause is over has written it all the same.
      void settle();
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

  /** Its writer says that this one holds: it is saved over what the server has now. */
  const mine = useCallback(async () => {
    base.current = (await latest.current.there()).etag;
    part(null);
    await settle();
  }, [part, settle]);

  const error = sending.error instanceof Unreached || sending.error instanceof Moved ? null : sending.error;
  return { where, moved, error, changed, send: mutateAsync, settle, onto, mine, done };
}
