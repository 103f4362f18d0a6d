import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

const Name = "studentaid.events";
const Gather = 500;
const Poll = 15_000;

/** What a happening makes old: topics of the server, and the first words of the keys under which answers are kept. */
export const touched: Record<string, string[]> = {
  cases: ["cases", "family", "tasks", "rounds", "home", "notifications", "copies", "chase", "incidents", "students"],
  rosters: ["rosters", "publicities", "tasks", "rounds", "home", "notifications"],
  rounds: ["rounds", "rosters", "rules", "chase", "home", "family"],
  jobs: ["jobs", "lists", "notifications"],
  units: ["units", "committees", "people", "principals"],
  chase: ["chase"],
  "late-matches": ["late-matches", "tasks", "home", "notifications"],
  adjustments: ["adjustments", "students"],
  reconsiderations: ["reconsiderations", "tasks", "home", "notifications"],
  revocations: ["revocations", "tasks", "students", "home", "notifications"],
};

let held: EventSource | undefined;

/** Hangs up for good: the page is being left. */
export const quiet = (): void => held?.close();

/**
 * What others do appears by itself. One window of the browser holds the connection and tells the rest; where it cannot be had, or the windows cannot agree on
 * one because the page came without HTTPS, everything shown is asked again every fifteen seconds.
 */
export function useLive(person: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    // Absent where the page did not come over TLS.
    const locks = navigator.locks as LockManager | undefined;
    if (!locks) {
      const polling = setInterval(() => void queries.invalidateQueries(), Poll);
      return () => clearInterval(polling);
    }
    const told = new BroadcastChannel(Name);
    const stop = new AbortController();
    const old = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer = undefined;
      const all = old.has("*");
      const keys = new Set([...old].flatMap((t) => touched[t] ?? []));
      old.clear();
      void queries.invalidateQueries(all ? {} : { predicate: (q) => keys.has(String(q.queryKey[0])) });
    };
    const happened = (topic: string) => {
      old.add(topic);
      timer ??= setTimeout(refresh, Gather);
    };
    told.onmessage = (e: MessageEvent<string>) => happened(e.data);
    const tell = (topic: string) => {
      told.postMessage(topic);
      happened(topic);
    };
    const ended = new Promise<void>((done) => stop.signal.addEventListener("abort", () => done()));
    locks
      .request(Name, { signal: stop.signal }, async () => {
        const events = new EventSource("/api/events");
        held = events;
        let polling: ReturnType<typeof setInterval> | undefined;
        for (const topic of Object.keys(touched)) events.addEventListener(topic, () => tell(topic));
        for (const topic of ["reset", "clock"]) events.addEventListener(topic, () => tell("*"));
        events.onopen = () => {
          clearInterval(polling);
          polling = undefined;
        };
        events.onerror = () => (polling ??= setInterval(() => tell("*"), Poll));
        await ended;
        clearInterval(polling);
        events.close();
      })
      .catch((error: unknown) => {
        if (!stop.signal.aborted) throw error;
      });
    return () => {
      stop.abort();
      clearTimeout(timer);
      told.close();
    };
  }, [queries, person]);
}
