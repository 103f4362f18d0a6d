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
  /** Where its cases stand, in the order of the rules; without those that are finished. */
  standing: { activity: string; count: number }[];
  /** What is to be done next at its lists. */
  next?: { what: Key; count: number } | undefined;
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
    const open = cases.filter((c) => c.status !== "finished");
    const sumOf = (some: Round["counts"]) => some.reduce((sum, c) => sum + c.count, 0);
    const standing = sumOf(open.filter((c) => c.at.some((at) => activities.includes(at))));
    const places = activities.map((activity) => ({ activity, count: sumOf(open.filter((c) => c.at.includes(activity))) })).filter((p) => p.count > 0);
    const latest = round.plan.filter((p) => activities.includes(p.id)).map((p) => p.latestEnd).sort().at(-1);
    return {
      id,
      title: titles[id],
      activities,
      count: id === "archive" ? standing + finished : standing,
      standing: places,
      next: nextOf(round, activities, id === "publicity"),
      latest,
      late: standing > 0 && latest !== undefined && today > latest,
      now: standing > 0,
    };
  });
}

/** The next act at the lists of some steps: who waits is taken into one, or one is decided, or posted; undefined where nothing is to be done there. */
function nextOf(round: Round, activities: string[], posted: boolean): Stage["next"] {
  const sumOf = (counted: { count: number }[]) => counted.reduce((sum, c) => sum + c.count, 0);
  const waiting = sumOf(round.gates.filter((g) => activities.includes(g.activity)).flatMap((g) => g.counts.filter((c) => c.state === "waiting")));
  if (waiting > 0) return { what: "rounds.next-freeze", count: waiting };
  const open = sumOf(round.counts.filter((c) => c.kind === "roster" && c.status === "frozen" && c.at.some((at) => activities.includes(at))));
  return open > 0 ? { what: posted ? "rounds.next-post" : "rounds.next-decide", count: open } : undefined;
}
