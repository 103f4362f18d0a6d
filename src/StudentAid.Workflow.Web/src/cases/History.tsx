import type { Api } from "@/api/client";
import { listed, textOf, useLanguage, useSay, type Key, type Language, type Say } from "@/app/texts";
import { momentOf } from "@/ui/time";

type Event = [string, ...unknown[]];
type Step = Api["StepView"];

interface Line {
  key: string;
  at: string;
  text: string;
  /** Who did it: the body and its unit, or a person. */
  who: string;
  /** What was written with it; told to those who work on the case. */
  words: string[];
}

const noted: Record<string, Key> = {
  submitted: "cases.did-submit",
  verified: "cases.did-verify",
  "match-resolved": "cases.did-resolve",
  scored: "cases.did-score",
  waived: "cases.did-waive",
  entered: "cases.did-enter",
  end: "cases.did-withdraw",
};

/** What is done with a task besides doing it: into whose hands it went, who was asked, reminded or shown it. */
const handed: Record<string, Key> = {
  claim: "cases.did-claim",
  release: "cases.did-release",
  transfer: "cases.did-transfer",
  delegate: "cases.did-delegate",
  reply: "cases.did-reply",
  recall: "cases.did-recall",
  "add-signer": "cases.did-add-signer",
  "remove-signer": "cases.did-remove-signer",
  sign: "cases.did-sign",
  remind: "cases.did-remind",
  copy: "cases.did-copy",
};

const decided: Record<string, Key> = {
  Proposed: "cases.did-propose",
  Reviewed: "cases.did-review",
  Endorsed: "cases.did-endorse",
  Approved: "cases.did-approve",
  Returned: "cases.did-return",
  NotDetermined: "cases.did-not-determine",
  Passed: "cases.did-pass",
  Upheld: "cases.did-uphold",
};

/** Why a case rests or ended by itself: what the register says of its student since. */
const because: Record<string, Key> = {
  "standing-left": "cases.because-left",
  "standing-not-arrived": "cases.because-not-arrived",
  "standing-suspended": "cases.because-suspended",
};

interface Words {
  activity: (id: string) => string;
  level: (id: string) => string;
  body: (id: string) => string;
}

interface HistoryProps extends Words {
  events: Step[];
}

/** What happened, the latest first: who decided what and when, in the words of the definition; only what a person would name. */
export function History({ events, ...words }: HistoryProps) {
  const say = useSay();
  const [language] = useLanguage();
  const lines = events.flatMap((step) => linesOf(step, words, say, language));
  return (
    <ol className="history">
      {lines.reverse().map((l) => (
        <li key={l.key}>
          <time dateTime={l.at}>{momentOf(l.at, language)}</time>
          <span>
            {l.text}
            {l.who && <span className="quiet who">{l.who}</span>}
            {l.words.map((w) => (
              <q key={w} className="said">
                {w}
              </q>
            ))}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** The lines of one step; where the case went on to stands at the end of the last of them. */
function linesOf(step: Step, words: Words, say: Say, language: Language): Line[] {
  const lines: Line[] = [];
  const add = (text: string, at = step.at, who = doerOf(step)) => lines.push({ key: `${step.seq}-${lines.length}`, at, text, who, words: [] });
  const happened = step.events as Event[];
  const opinion = happened.some(([name, , what]) => name === "Noted" && what === "opinion");
  for (const [name, a, b, c] of happened) {
    if (name === "Started") add(say((b as { restarts?: string } | null)?.restarts ? "cases.did-restart" : "cases.did-start"));
    else if (name === "Suspended") add(sayWhy("cases.did-suspend", a, say));
    else if (name === "Continued") add(say("cases.did-continue"));
    else if (name === "Rewound" && !opinion) add(say("cases.did-rewind"));
    else if (name === "Noted" && b === "opinion") {
      const given = c as { outcome?: string; level?: string; signed?: boolean };
      if (given.signed) add(say("cases.did-decide", { activity: words.activity(String(a)), what: say("cases.did-sign") }));
      const key = decided[given.outcome ?? ""];
      if (key) add(sentenceOf(key, words.activity(String(a)), words.level(given.level ?? ""), say), step.decision?.at, [deciderOf(step, words, say, language), votesOf(step, say)].filter(Boolean).join(" · "));
    } else if (name === "Noted" && b === "cancel") add(sayWhy("cases.did-cancel", c, say));
    else if (name === "Noted" && noted[String(b)]) add(say(noted[String(b)]!, scoreOf(c)));
    else if (name === "Noted" && handed[String(b)]) add(say("cases.did-decide", { activity: words.activity(String(a)), what: say(handed[String(b)]!) }));
    else if (name === "Set" && b === "level" && typeof c === "string" && !opinion) add(say("cases.did-level", { level: words.level(c) }));
  }
  const written = (step.words ?? []).map((w) => w.text);
  const next = happened.filter(([name, , , c]) => name === "Waits" && words.activity(String(c))).map((e) => words.activity(String(e[3])));
  if (next.length === 0) return saying(lines, written);
  const places = listed([...new Set(next)], language);
  const last = lines.at(-1);
  if (last) last.text = say("cases.did-and-on", { text: last.text, places });
  else add(say("cases.did-arrive", { places }), step.at, "");
  return saying(lines, written);
}

/** With what was written in the step under the last of its lines. */
const saying = (lines: Line[], words: string[]): Line[] => lines.map((l, i) => (i === lines.length - 1 ? { ...l, words } : l));

const sentenceOf = (key: Key, activity: string, level: string, say: Say): string =>
  level === "" || key === "cases.did-return" ? say("cases.did-decide", { activity, what: say(key) }) : say("cases.did-decide-level", { activity, what: say(key), level });

const sayWhy = (key: Key, reason: unknown, say: Say): string => {
  const why = because[String(reason)];
  return why ? say("cases.did-because", { what: say(key), why: say(why) }) : say(key);
};

/** Whose decision it is: the body's of its unit, by the hand that put it down; without a body the hand alone. */
export function deciderOf(step: Step, words: Words, say: Say, language: Language): string {
  const made = step.decision;
  if (!made) return doerOf(step);
  const body = [textOf(made.unit, language), words.body(made.body)].filter(Boolean).join(" ");
  return made.by ? say("cases.by-hand", { body, name: made.by }) : body;
}

/** How its body voted, in numbers; "" where a post decides. */
const votesOf = ({ votes }: Step, say: Say): string =>
  votes ? say("cases.votes", { present: votes.present, agree: votes.agree, disagree: votes.disagree, abstain: votes.abstain }) : "";

/** By whose hand it was done, and for whom where he stood in for another. */
const doerOf = (step: Step): string => step.actedFor ?? step.by ?? "";

const scoreOf = (details: unknown): Record<string, number> => {
  const total = (details as { total?: number } | null)?.total;
  return typeof total === "number" ? { total } : {};
};
