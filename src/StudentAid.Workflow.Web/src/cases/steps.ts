import type { Api } from "@/api/client";

export interface CaseStep {
  id: string;
  state: "done" | "now" | "ahead";
  /** The step of the history with which it last ended. */
  ended?: Api["StepView"];
  /** Where the case waits at it. */
  wait?: Api["WaitView"];
}

type Event = [string, ...unknown[]];

/** Activities that ran, with the step in which each ended last. */
const ran = (events: Api["StepView"][]): Map<string, Api["StepView"]> => {
  const found = new Map<string, Api["StepView"]>();
  for (const step of events) {
    for (const event of step.events as Event[]) if (event[0] === "Ran" && typeof event[2] === "string") found.set(event[2], step);
  }
  return found;
};

/** How one activity stands in a case, whatever lies around it. */
export function stepOf(id: string, view: Api["CaseView"], events: Api["StepView"][]): CaseStep {
  const ended = ran(events).get(id);
  const wait = view.waits.find((w) => w.activity === id);
  return { id, state: wait ? "now" : ended ? "done" : "ahead", ...(ended && { ended }), ...(wait && { wait }) };
}

/** The straight way through the definition: what is done, where the case stands, what lies ahead. */
export function stepsOf(rules: Api["RulesView"], view: Api["CaseView"], events: Api["StepView"][]): CaseStep[] {
  const root = rules.activities.find((a) => !a.parent)?.id;
  const passed = ran(events);
  const now = new Set(view.waits.map((w) => w.activity));
  const steps = rules.activities.filter((a) => a.parent === root && a.type.startsWith("StudentAid."));
  const last = steps.findLastIndex((s) => now.has(s.id) || passed.has(s.id));
  return steps
    .map((s, i): CaseStep => {
      const step = stepOf(s.id, view, events);
      return step.state === "done" && i > last ? { id: s.id, state: "ahead" } : step;
    })
    .filter((s) => s.state !== "ahead" || view.status === "open")
    .filter((s) => s.state !== "ahead" || rules.activities.find((a) => a.id === s.id)?.type !== "StudentAid.ResultLetter" || s.id === steps.at(-1)?.id);
}
