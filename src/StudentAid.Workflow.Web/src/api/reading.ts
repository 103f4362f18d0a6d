import { useQueries, useQuery } from "@tanstack/react-query";
import { textOf, useLanguage } from "@/app/texts";
import { api, body, type Api } from "./client";

const Long = 10 * 60_000;

export const useRounds = () => useQuery({ queryKey: ["rounds"], queryFn: () => body(api.GET("/api/rounds", { params: { query: { size: 200 } } })) });

/** A round by its school year and name; one that is called after its year names it once. */
export const nameOfRound = (round: { schoolYear: string; name: string }): string => (round.name.includes(round.schoolYear) ? round.name : `${round.schoolYear} ${round.name}`);

const roundQuery = (id: string) => ({ queryKey: ["rounds", id], queryFn: () => body(api.GET("/api/rounds/{id}", { params: { path: { id } } })) });

export const useRound = (id: string) => useQuery(roundQuery(id));

/** Some rounds at once: what came so far. */
export const useRoundsOf = (ids: string[]) =>
  useQueries({ queries: ids.map(roundQuery), combine: (all) => ({ rounds: all.flatMap((r) => r.data ?? []), isPending: all.some((r) => r.isPending) }) });

/** What a round is pinned to; it does not change under a pin. */
export const useRules = (round: string | undefined) =>
  useQuery({
    queryKey: ["rules", "round", round],
    queryFn: () => body(api.GET("/api/rounds/{id}/rules", { params: { path: { id: round! } } })),
    staleTime: Long,
    enabled: Boolean(round),
  });

export const useCaseRules = (id: string | undefined) =>
  useQuery({ queryKey: ["rules", "case", id], queryFn: () => body(api.GET("/api/cases/{id}/rules", { params: { path: { id: id! } } })), staleTime: Long, enabled: Boolean(id) });

/** The lists of a round with its notices, a page at a time. */
export const useRosters = (round: string, cursor: string | undefined) =>
  useQuery({
    queryKey: ["rosters", { round, cursor }],
    queryFn: () => body(api.GET("/api/rosters", { params: { query: { round, ...(cursor ? { cursor } : {}) } } })),
    placeholderData: (before) => before,
  });

const Releasing = 1500;

/** How often the working copy is asked for what a second recorder changed. */
const Working = 5000;

/** A list; while its decision is on its way to the cases it is asked again. */
export const useRoster = (id: string) =>
  useQuery({
    queryKey: ["rosters", id],
    queryFn: () => body(api.GET("/api/rosters/{id}", { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data?.status === "decided" ? Releasing : query.state.data?.status === "frozen" ? Working : false),
  });

/** The units that one may know. */
export const useUnitList = () => useQuery({ queryKey: ["units"], queryFn: () => body(api.GET("/api/org-units")), staleTime: Long });

/** Names of units by path; one that the reader may not know has none. */
export function useUnits(): (path: string) => string {
  const { data } = useUnitList();
  const [language] = useLanguage();
  return (path) => {
    const unit = data?.items.find((u) => u.path === path);
    return unit ? textOf(unit.name, language) : "";
  };
}

type Rules = Api["RulesView"];

/** Words of the pinned rules: titles of activities and names of levels. */
export function useWords(rules: Rules | undefined) {
  const [language] = useLanguage();
  return {
    activity: (id: string) => textOf(rules?.activities.find((a) => a.id === id)?.title ?? "", language),
    level: (id: string) => {
      if (id && rules?.notDetermined?.id === id) return textOf(rules.notDetermined.name, language);
      return textOf(rules?.levels.find((l) => l.id === id)?.name ?? "", language);
    },
    body: (id: string) => textOf(rules?.bodies.find((b) => b.id === id)?.name ?? "", language),
  };
}
