import type { Api } from "@/api/client";
import { useLanguage, useSay, type Key } from "@/app/texts";
import { momentOf } from "@/ui/time";

type Event = [string, ...unknown[]];

interface Line {
  key: string;
  at: string;
  text: string;
}

const noted: Record<string, Key> = {
  submitted: "cases.did-submit",
  verified: "cases.did-verify",
  resolved: "cases.did-resolve",
  scored: "cases.did-score",
  waived: "cases.did-waive",
};

interface HistoryProps {
  events: Api["StepView"][];
  activity: (id: string) => string;
  level: (id: string) => string;
}

/** What happened, the latest first: only what a person would name, in the words of the definition. */
export function History({ events, activity, level }: HistoryProps) {
  const say = useSay();
  const [language] = useLanguage();
  const lines: Line[] = [];
  for (const step of events) {
    (step.events as Event[]).forEach((event, i) => {
      const key = `${step.seq}-${i}`;
      const [name, a, b, c] = event as [string, ...unknown[]];
      if (name === "Started") lines.push({ key, at: step.at, text: say("cases.did-start") });
      else if (name === "Noted" && noted[String(b)]) lines.push({ key, at: step.at, text: say(noted[String(b)]!, { activity: activity(String(a)), ...scoreOf(c) }) });
      else if (name === "Set" && b === "level" && typeof c === "string") lines.push({ key, at: step.at, text: say("cases.did-level", { level: level(c) }) });
      else if (name === "Waits" && activity(String(c))) lines.push({ key, at: step.at, text: say("cases.did-arrive", { activity: activity(String(c)) }) });
    });
  }
  return (
    <ol className="history">
      {lines.reverse().map((l) => (
        <li key={l.key}>
          <time dateTime={l.at}>{momentOf(l.at, language)}</time>
          <span>{l.text}</span>
        </li>
      ))}
    </ol>
  );
}

const scoreOf = (details: unknown): Record<string, number> => {
  const total = (details as { total?: number } | null)?.total;
  return typeof total === "number" ? { total } : {};
};
