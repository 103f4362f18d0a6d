import type { Api } from "@/api/client";
import type { Key } from "@/app/texts";

type Round = Api["RoundView"];
type Rules = Api["RulesView"];

export interface Stage {
  id: "prepare" | "apply" | "review" | "check" | "publicity" | "archive";
  title: Key;
  /** Activities whose cases are counted here. */
  activities: string[];
  count: number;
  latest?: string | undefined;
  late: boolean;
  now: boolean;
}

const stageOf = (a: Api["RuleActivity"]): Stage["id"] | null => {
  if (a.type === "StudentAid.Announcement") return "prepare";
  if (["StudentAid.Application", "StudentAid.DataMatch"].includes(a.type)) return "apply";
  if (["StudentAid.Verification", "StudentAid.Scoring"].includes(a.type) || a.act === "propose") return "review";
  if (["StudentAid.CommitteeReview", "StudentAid.Approval"].includes(a.type)) return "check";
  if (a.type === "StudentAid.Publicity") return "publicity";
  if (["StudentAid.Archive", "StudentAid.ResultLetter"].includes(a.type)) return "archive";
  return null;
};

const titles: Record<Stage["id"], Key> = {
  prepare: "rounds.stage-prepare",
  apply: "rounds.stage-apply",
  review: "rounds.stage-review",
  check: "rounds.stage-check",
  publicity: "rounds.stage-publicity",
  archive: "rounds.stage-archive",
};

/** The six stages of a round with how many cases stand in each; late where some still stand in one whose last day is over. */
export function stagesOf(round: Round, rules: Rules, today: string): Stage[] {
  const cases = round.counts.filter((c) => c.kind === "instance" && c.status !== "cancelled");
  const finished = cases.filter((c) => c.status === "finished").reduce((sum, c) => sum + c.count, 0);
  return (Object.keys(titles) as Stage["id"][]).map((id) => {
    const activities = rules.activities.filter((a) => stageOf(a) === id).map((a) => a.id);
    const standing = cases.filter((c) => c.status !== "finished" && c.at.some((at) => activities.includes(at))).reduce((sum, c) => sum + c.count, 0);
    const latest = round.plan.filter((p) => activities.includes(p.id)).map((p) => p.latestEnd).sort().at(-1);
    return {
      id,
      title: titles[id],
      activities,
      count: id === "archive" ? standing + finished : standing,
      latest,
      late: standing > 0 && latest !== undefined && today > latest,
      now: standing > 0,
    };
  });
}
