import type { Api } from "@/api/client";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";

/** Words of the definitions that have a name of their own for people; any other is shown as it is written. */
const known: Record<string, Key> = {
  Done: "rules.outcome-done",
  Returned: "rules.outcome-returned",
  Waived: "rules.outcome-waived",
  Proposed: "rules.outcome-proposed",
  Reviewed: "rules.outcome-reviewed",
  Endorsed: "rules.outcome-endorsed",
  Approved: "rules.outcome-approved",
  NotDetermined: "rules.outcome-not-determined",
  Determined: "rules.outcome-determined",
  Passed: "rules.outcome-passed",
  Upheld: "rules.outcome-upheld",
  Selected: "rules.outcome-selected",
  NotSelected: "rules.outcome-not-selected",
  True: "rules.outcome-true",
  False: "rules.outcome-false",
  Default: "rules.outcome-default",
  required: "rules.choice-required",
  "not-asked": "rules.choice-not-asked",
  "unless-matched": "rules.choice-unless-matched",
  optional: "rules.choice-optional",
  student: "rules.choice-student",
  guardian: "rules.choice-guardian",
  either: "rules.choice-either",
  propose: "rules.choice-propose",
  review: "rules.choice-review",
  endorse: "rules.choice-endorse",
  approve: "rules.choice-approve",
  "by-hand": "rules.choice-by-hand",
  ready: "rules.choice-ready",
  deadline: "rules.choice-deadline",
  report: "rules.choice-report",
  "take-as-none": "rules.choice-take-as-none",
  "working-days": "rules.choice-working-days",
  days: "rules.choice-days",
};

/** The name of an outcome or of a permitted word. */
export const useTerm = (): ((word: string) => string) => {
  const say = useSay();
  return (word) => (known[word] ? say(known[word]) : word);
};

/** The title of an activity's type. */
export const useTypeName = (types: Api["ActivityTypeView"][]): ((type: string) => string) => {
  const [language] = useLanguage();
  return (type) => textOf(types.find((t) => t.type === type)?.title ?? type, language);
};

/** A sentence that names steps, outcomes and options as the text does, with the names that people know them by. */
export function useWorded(activities: Api["NodeView"][], types: Api["ActivityTypeView"][]): (sentence: string) => string {
  const [language] = useLanguage();
  const term = useTerm();
  return (sentence) => {
    let type: Api["ActivityTypeView"] | undefined;
    return sentence.replace(/[“']([\w.-]+)[”']/g, (whole, word: string) => {
      const [id = "", ...rest] = word.split(".");
      const activity = activities.find((a) => a.id === id);
      if (activity) {
        type = types.find((t) => t.type === activity.type);
        return whole.replace(word, [textOf(activity.title, language), ...rest.map(term)].join(" · "));
      }
      const option = type?.options.find((o) => o.name === word);
      // Outcomes alone begin with a capital; any other word may mean something else here.
      return whole.replace(word, option ? textOf(option.title, language) : /^[A-Z]/.test(word) ? term(word) : word);
    });
  };
}
