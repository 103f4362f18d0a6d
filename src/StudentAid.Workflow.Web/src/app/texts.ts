import { createContext, useContext } from "react";

type Sets = {
  app: typeof import("../../locales/zh-CN/app.json");
  ui: typeof import("../../locales/zh-CN/ui.json");
  home: typeof import("../../locales/zh-CN/home.json");
  rounds: typeof import("../../locales/zh-CN/rounds.json");
  rosters: typeof import("../../locales/zh-CN/rosters.json");
  cases: typeof import("../../locales/zh-CN/cases.json");
  family: typeof import("../../locales/zh-CN/family.json");
  oversight: typeof import("../../locales/zh-CN/oversight.json");
  publicities: typeof import("../../locales/zh-CN/publicities.json");
  rules: typeof import("../../locales/zh-CN/rules.json");
  records: typeof import("../../locales/zh-CN/records.json");
  funds: typeof import("../../locales/zh-CN/funds.json");
  organisation: typeof import("../../locales/zh-CN/organisation.json");
  setup: typeof import("../../locales/zh-CN/setup.json");
  upkeep: typeof import("../../locales/zh-CN/upkeep.json");
  after: typeof import("../../locales/zh-CN/after.json");
  filing: typeof import("../../locales/zh-CN/filing.json");
  chase: typeof import("../../locales/zh-CN/chase.json");
  committees: typeof import("../../locales/zh-CN/committees.json");
  enrolment: typeof import("../../locales/zh-CN/enrolment.json");
};

/** A message's key: folder and name, checked by the compiler. */
export type Key = { [Folder in keyof Sets]: `${Folder}.${Exclude<keyof Sets[Folder], "default"> & string}` }[keyof Sets];

export type Language = "zh-CN" | "en";

export type Messages = Partial<Record<keyof Sets, Record<string, string>>>;

export type Say = (key: Key, values?: Record<string, string | number>) => string;

const Kept = "studentaid.language";

let current: Language = localStorage.getItem(Kept) === "en" ? "en" : "zh-CN";

export const language = (): Language => current;

export function keepLanguage(next: Language): void {
  current = next;
  localStorage.setItem(Kept, next);
  document.documentElement.lang = next;
}

/** Fills `{name}`; in English `{count|one|many}` chooses by number. */
export function fill(text: string, values: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return one === undefined ? String(value) : `${value} ${value === 1 ? one : many}`;
  });
}

export function sayIn(messages: Messages): Say {
  return (key, values) => {
    const dot = key.indexOf(".");
    const folder = messages[key.slice(0, dot) as keyof Sets];
    return fill(folder?.[key.slice(dot + 1)] ?? key, values);
  };
}

export const TextsContext = createContext<{ say: Say; language: Language; change: (next: Language) => void }>({
  say: (key) => key,
  language: "zh-CN",
  change: () => undefined,
});

/** The messages of the page's language. */
export const useSay = (): Say => useContext(TextsContext).say;

export const useLanguage = () => {
  const { language: shown, change } = useContext(TextsContext);
  return [shown, change] as const;
};

/** Several things in a row, as the language lists them. */
export const listed = (things: string[], wanted: Language): string => things.join(wanted === "en" ? ", " : "、");

/** A text of the server's: a string is Chinese alone, an object is both. */
export function textOf(value: unknown, wanted: Language = current): string {
  if (typeof value === "string") return value;
  if (value && typeof value === "object") {
    const both = value as Record<string, string>;
    return both[wanted] ?? both["zh-CN"] ?? "";
  }
  return "";
}
