import { useSearchParams } from "react-router";
import type { Api } from "@/api/client";

/** Which rows of a desk are shown: all, what differs from the score, what differs from last year. */
const shows = ["all", "different", "last"] as const;
export type Shows = (typeof shows)[number];

/** So much of a case's id tells the rows of one list apart; whole, those of a long list would be more than an address takes. */
const Told = 8;

/**
 * What is looked at on a desk stands in its address, so that whoever looked at a student's page comes back to it: which rows are shown, and which are chosen, by
 * their ids and never by a name. A choice is no step back.
 */
export function useView(entries: Api["EntryView"][]) {
  const [search, setSearch] = useSearchParams();
  const put = (name: string, value: string, replace: boolean) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace },
    );
  const rows = new Set((search.get("rows") ?? "").split(".").filter((r) => r.length === Told));
  return {
    shown: shows.find((s) => s === search.get("show")) ?? "all",
    show: (what: Shows) => put("show", what === "all" ? "" : what, false),
    chosen: entries.filter((e) => rows.has(e.case.slice(0, Told))).map((e) => e.case),
    choose: (cases: string[]) => put("rows", cases.map((c) => c.slice(0, Told)).join("."), true),
  };
}
