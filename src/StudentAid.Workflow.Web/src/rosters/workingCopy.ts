import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { acting } from "@/api/act";
import { api, body, newKey, type Api } from "@/api/client";
import { rowOf, type Marks } from "./worksheet";

type Roster = Api["RosterView"];
type Row = Api["WorksheetRowInput"];

const blank = { verdict: "", level: "", reason: "", opinion: "", answer: "", rank: 0, shownAt: 0 };

const Pause = 400;
const Again = 4000;

/** Where the working copy stands between this window and the server. */
export type Keeping = "kept" | "keeping" | "unreached";

/**
 * The list's working copy: a changed row is at the server a moment after the hand leaves it, so that a closed lid or a second recorder loses nothing. It is
 * no act. One sending at a time; a row that somebody else changed meanwhile is shown as he left it.
 */
export function useWorkingCopy(roster: Roster) {
  const queries = useQueryClient();
  const [dirty, setDirty] = useState<Record<string, Row>>({});
  const [keeping, setKeeping] = useState<Keeping>("kept");
  const [others, setOthers] = useState<Api["WorksheetRowView"][]>([]);
  const waiting = useRef<Record<string, Row>>({});
  /** Taken by the server and not read back yet: shown as typed, for the list at hand is still the one before. */
  const unread = useRef(new Set<string>());
  const sending = useRef<Promise<void> | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const versions = useRef<Record<string, number>>({});
  versions.current = Object.fromEntries((roster.worksheet?.rows ?? []).map((r) => [r.key, Number(r.version)]));

  const send = useCallback(async (): Promise<void> => {
    let rows = Object.values(waiting.current).map((r) => ({ ...r, shownAt: versions.current[r.key] ?? 0 }));
    if (rows.length === 0 && unread.current.size === 0) return;
    waiting.current = {};
    setKeeping("keeping");
    try {
      if (rows.length > 0) {
        const answer = await body(api.PATCH("/api/rosters/{id}/worksheet", { params: { path: { id: roster.id }, header: acting(newKey()) }, body: { rows } }));
        setOthers(answer.refused);
        for (const r of rows) unread.current.add(r.key);
        rows = [];
      }
      await queries.invalidateQueries({ queryKey: ["rosters", roster.id], exact: true }, { throwOnError: true });
      const read = unread.current;
      unread.current = new Set();
      setDirty((now) => Object.fromEntries(Object.entries(now).filter(([key]) => key in waiting.current || !read.has(key))));
      // What was typed while this was on its way waits still.
      setKeeping(Object.keys(waiting.current).length > 0 ? "keeping" : "kept");
    } catch {
      waiting.current = { ...Object.fromEntries(rows.map((r) => [r.key, r])), ...waiting.current };
      setKeeping("unreached");
      timer.current = setTimeout(() => void flush(), Again);
    }
  }, [queries, roster.id]);

  const flush = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    while (sending.current) await sending.current;
    sending.current = send().finally(() => (sending.current = undefined));
    await sending.current;
  }, [send]);

  const put = useCallback(
    (row: Row) => {
      waiting.current = { ...waiting.current, [row.key]: row };
      setDirty((now) => ({ ...now, [row.key]: row }));
      setKeeping("keeping");
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), Pause);
    },
    [flush],
  );

  useEffect(() => {
    const hidden = () => void (document.visibilityState === "hidden" && flush());
    document.addEventListener("visibilitychange", hidden);
    return () => {
      document.removeEventListener("visibilitychange", hidden);
      clearTimeout(timer.current);
      if (Object.keys(waiting.current).length > 0) void flush();
    };
  }, [flush]);

  const rows = [...(roster.worksheet?.rows ?? []).filter((r) => !(r.key in dirty)), ...Object.values(dirty)];
  return {
    keeping,
    others,
    flush,
    marks: (proposed: Marks): Marks => Object.fromEntries(Object.entries(proposed).map(([id, mark]) => [id, rowOf(rows.find((r) => r.key === id)) ?? mark])),
    mark: (id: string, mark: Marks[string]) => put({ ...blank, key: id, ...mark }),
    answerOf: (key: string): string => rows.find((r) => r.key === key)?.answer ?? "",
    answer: (key: string, answer: string) => put({ ...blank, key, answer }),
  };
}

export type WorkingCopy = ReturnType<typeof useWorkingCopy>;
