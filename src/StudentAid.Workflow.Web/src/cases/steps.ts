import type { Api } from "@/api/client";

export interface CaseStep {
  id: string;
  state: "done" | "now" | "ahead";
}

type Event = [string, ...unknown[]];

/** Activities that ran, in the case's history. */
const ran = (events: Api["StepView"][]): Set<string> => {
  const found = new Set<string>();
  for (const step of events) {
    for (const event of step.events as Event[]) if (event[0] === "Ran" && typeof event[2] === "string") found.add(event[2]);
  }
  return found;
};

/** The straight way through the definition: what is done, where the case stands, what lies ahead. */
export function stepsOf(rules: Api["RulesView"], view: Api["CaseView"], events: Api["StepView"][]): CaseStep[] {
  const root = rules.activities.find((a) => !a.parent)?.id;
  const passed = ran(events);
  const now = new Set(view.waits.map((w) => w.activity));
  const steps = rules.activities.filter((a) => a.parent === root && a.type.startsWith("StudentAid."));
  const last = steps.findLastIndex((s) => now.has(s.id) || passed.has(s.id));
  return steps
    .map((s, i): CaseStep => ({ id: s.id, state: now.has(s.id) ? "now" : passed.has(s.id) && i <= last ? "done" : "ahead" }))
    .filter((s) => s.state !== "ahead" || view.status === "open")
    .filter((s) => s.state !== "ahead" || rules.activities.find((a) => a.id === s.id)?.type !== "StudentAid.ResultLetter" || s.id === steps.at(-1)?.id);
}
