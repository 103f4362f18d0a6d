import { useState } from "react";
import { useSearchParams } from "react-router";
import type { Api } from "@/api/client";

/** Which rows of a desk are shown: all, what differs from the score, what differs from last year. */
const shows = ["all", "different", "last"] as const;
export type Shows = (typeof shows)[number];

/** So much of a case's id tells the rows of one list apart. */
const Told = 12;

/** More are chosen on this page alone: a longer address is refused by servers and proxies when the page is loaded again. */
const Most = 100;

/**
 * What is looked at on a desk stands in its address, so that whoever looked at a student's page comes back to it: which rows are shown, and which are chosen, by
 * their ids and never by a name. A choice is no step back. Of a choice of more than a hundred the address says nothing.
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
  const [many, setMany] = useState<string[]>([]);
  const few = entries.filter((e) => rows.has(e.case.slice(0, Told))).map((e) => e.case);
  return {
    shown: shows.find((s) => s === search.get("show")) ?? "all",
    show: (what: Shows) => put("show", what === "all" ? "" : what, false),
    chosen: many.length > 0 ? entries.filter((e) => many.includes(e.case)).map((e) => e.case) : few,
    choose: (cases: string[]) => {
      const short = cases.length <= Most;
      setMany(short ? [] : cases);
      put("rows", short ? cases.map((c) => c.slice(0, Told)).join(".") : "", true);
    },
  };
}
