import { useQuery } from "@tanstack/react-query";
import { api, body, type Api } from "@/api/client";

export type RoundView = Api["RoundView"];

/** A child's applications, the youngest first, and the rounds of his school. */
export const useFamily = (person: string) =>
  useQuery({
    queryKey: ["family", person],
    queryFn: async () => {
      const [cases, rounds] = await Promise.all([
        body(api.GET("/api/cases", { params: { query: { person } } })),
        body(api.GET("/api/rounds")),
      ]);
      const views = await Promise.all(rounds.items.map((r) => body(api.GET("/api/rounds/{id}", { params: { path: { id: r.id } } }))));
      const year = (id: string) => views.find((v) => v.id === id)?.schoolYear ?? "";
      return { cases: [...cases.items].sort((a, b) => year(b.round).localeCompare(year(a.round))), rounds: views };
    },
  });

/** The acts at an application itself that a family is offered: to take it back, and to begin it anew. */
export const familyActs = (acts: Api["TaskAction"][]): Api["TaskAction"][] => acts.filter((a) => a.verb === "withdraw" || a.verb === "restart");
