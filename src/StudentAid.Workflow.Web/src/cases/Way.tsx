import { Card } from "antd";
import type { Api } from "@/api/client";
import { useWords } from "@/api/reading";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { dayAt, dayOf, lastDayOf, momentOf } from "@/ui/time";
import { deciderOf } from "./History";
import { stepOf, stepsOf, type CaseStep } from "./steps";

const states: Record<CaseStep["state"], Key> = { done: "cases.step-done", now: "cases.step-now", ahead: "cases.step-ahead" };

interface WayProps {
  rules: Api["RulesView"];
  view: Api["CaseView"];
  events: Api["StepView"][];
}

/** Who did a step or is to do it, when it was done or is due: as far as it is known. */
function useWho(rules: Api["RulesView"]) {
  const say = useSay();
  const [language] = useLanguage();
  const words = useWords(rules);
  const named = { activity: words.activity, level: words.level, body: words.body };
  return {
    done: (step: CaseStep) => (step.ended ? deciderOf(step.ended, named, say, language) : ""),
    doneAt: (step: CaseStep) => step.ended?.decision?.at ?? step.ended?.at,
    toDo: (step: CaseStep) => textOf(step.wait?.roleName ?? "", language) || words.body(rules.activities.find((a) => a.id === step.id)?.body ?? ""),
  };
}

/** The steps on the straight way, each with who and when. */
export function Strip({ rules, view, events }: WayProps) {
  const say = useSay();
  const [language] = useLanguage();
  const words = useWords(rules);
  const who = useWho(rules);
  const told = (s: CaseStep): string => {
    if (s.state === "done") return [who.done(s), who.doneAt(s) && dayOf(dayAt(who.doneAt(s)!), language)].filter(Boolean).join(" · ");
    return [who.toDo(s), s.wait?.due && say("ui.until", { day: lastDayOf(s.wait.due, language) })].filter(Boolean).join(" · ");
  };
  return (
    <Card>
      <ol className="steps" aria-label={say("cases.steps")}>
        {stepsOf(rules, view, events).map((s) => (
          <li key={s.id} data-state={s.state} data-step={s.id} aria-current={s.state === "now" ? "step" : undefined}>
            <span className="dot" aria-hidden />
            <span>
              {words.activity(s.id)}
              <small className="quiet">{told(s)}</small>
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** Beside the picture: how the chosen step stands in this case. */
export function StepTold({ id, rules, view, events }: WayProps & { id: string }) {
  const say = useSay();
  const [language] = useLanguage();
  const who = useWho(rules);
  const step = stepOf(id, view, events);
  const lines: [string, string][] = [
    [say("cases.step-state"), say(states[step.state])],
    ...(step.ended ? ([[say("cases.step-by"), who.done(step)], [say("cases.step-at"), momentOf(who.doneAt(step)!, language)]] as [string, string][]) : []),
    ...(step.state === "done" ? [] : ([[say("cases.step-to-do"), who.toDo(step)]] as [string, string][])),
    ...(step.wait ? ([[say("ui.due"), step.wait.due ? lastDayOf(step.wait.due, language) : say("ui.no-due")]] as [string, string][]) : []),
  ];
  return (
    <dl className="told">
      {lines.filter(([, text]) => text !== "").map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
