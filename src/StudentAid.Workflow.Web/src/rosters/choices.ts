import type { Api } from "@/api/client";
import { textOf, type Language, type Say } from "@/app/texts";

/** Every verdict that a row can get, as one select offers it. */
export const choicesOf = (rules: Api["RulesView"] | undefined, say: Say, language: Language) => [
  { label: say("rosters.levels"), options: (rules?.levels ?? []).map((l) => ({ value: `agree:${l.id}`, label: textOf(l.name, language) })) },
  {
    label: textOf(rules?.notDetermined?.name ?? "", language),
    options: (rules?.notDetermined?.reasons ?? []).map((r) => ({ value: `not-determined:${r.id}`, label: say("rosters.not-determined", { reason: textOf(r.name, language) }) })),
  },
  {
    label: say("rosters.other"),
    options: [
      { value: "return", label: say("rosters.return") },
      { value: "hold", label: say("rosters.hold") },
    ],
  },
];

export type Choices = ReturnType<typeof choicesOf>;
