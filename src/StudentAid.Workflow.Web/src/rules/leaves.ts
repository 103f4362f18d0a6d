import type { Api } from "@/api/client";

/** Somebody has proposed to retract it; until a second person approves, it holds. */
export const leaves = (of: Pick<Api["DocumentVersion"], "state" | "retractBy">): boolean => of.state === "published" && Boolean(of.retractBy);

/** Whether a trial says that this would be written: a proposal where a second person approves, else the thing itself. */
export function happens(name: string, trial: Api["StepAnswer"]): boolean {
  const events: unknown = trial.wouldWrite?.events;
  return Array.isArray(events) && events.some((e) => Array.isArray(e) && e[0] === name);
}
