import { useQuery } from "@tanstack/react-query";
import { api, body, type Api } from "@/api/client";
import { useRounds, useRoundsOf, useRostersOf, useUnits } from "@/api/reading";
import { textOf, useLanguage, useSay } from "@/app/texts";
import type { Me } from "@/app/session";

export interface Duty {
  key: string;
  count: number;
  sentence: string;
  when: string;
  link: string;
  due?: string | undefined;
}

/** What is to be done today, most pressing first, and where the days of each open round stand. */
export function useToday(me: Me) {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const listed = useRounds();
  const open = (listed.data?.items ?? []).filter((r) => r.status === "open" && !r.practice);
  const { rounds } = useRoundsOf(open.map((r) => r.id));
  const { rosters, isPending } = useRostersOf(open.map((r) => r.id));
  const counts = useQuery({ queryKey: ["tasks", "counts"], queryFn: () => body(api.GET("/api/tasks/counts")) });

  const titleOf = (round: string, activity: string) => textOf(rounds.find((r) => r.id === round)?.gates.find((g) => g.activity === activity)?.title ?? "", language);
  const own = (path: string) => me.grants.some((g) => g.unit === path);
  const duties: Duty[] = [
    ...(counts.data?.items ?? []).map((c): Duty => ({
      key: `task-${c.activity}-${c.unit}`,
      count: c.count,
      sentence: say(taskWords[c.activity] ?? "home.tasks", { count: c.count, unit: unit(c.unit) }),
      when: "",
      link: `/tasks?activity=${c.activity}`,
      due: c.firstDue ?? undefined,
    })),
    ...rosters.filter((r) => r.status === "frozen" && own(r.unit)).map((r): Duty => rosterDuty(r, say("home.list-open", { unit: unit(r.unit), list: titleOf(r.round, r.activity) }))),
    ...rosters.filter((r) => r.status === "posted" && r.activity.startsWith("publicity") && own(r.unit)).map((r): Duty => rosterDuty(r, say("home.notice-posted"), "/publicities")),
    ...rounds.flatMap((r) =>
      r.gates.flatMap((g) =>
        g.counts.filter((c) => c.state === "waiting" && own(c.unit)).map((c): Duty => ({
          key: `wait-${r.id}-${g.activity}-${c.unit}`,
          count: c.count,
          sentence: say("home.waiting", { count: c.count, unit: unit(c.unit), list: textOf(g.title, language) }),
          when: r.name,
          link: `/rounds/${r.id}`,
        })),
      ),
    ),
  ];
  duties.sort((a, b) => (a.due ?? "9").localeCompare(b.due ?? "9"));
  return { duties, rounds: open.map((o) => rounds.find((r) => r.id === o.id)).filter((r) => r !== undefined), isPending: listed.isPending || isPending || counts.isPending, error: listed.error };
}

const taskWords: Record<string, "home.tasks-match" | "home.tasks-verify" | "home.tasks-objection" | "home.tasks-apply"> = {
  match: "home.tasks-match",
  verify: "home.tasks-verify",
  apply: "home.tasks-apply",
  "answer-objection": "home.tasks-objection",
};

const rosterDuty = (r: Api["RosterRow"], sentence: string, base = "/rosters"): Duty => ({ key: r.id, count: 1, sentence, when: "", link: `${base}/${r.id}` });
