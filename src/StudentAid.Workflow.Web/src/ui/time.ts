import type { Language } from "@/app/texts";

/** Instants are shown in China's time, whatever the browser's zone is; days are days. */
const Zone = "Asia/Shanghai";

export const clockTime = (instant: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { timeZone: Zone, month: "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(instant));

export const momentOf = (instant: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { timeZone: Zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(instant));

export const dayOf = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { timeZone: "UTC", month: "long", day: "numeric" }).format(new Date(`${day}T00:00:00Z`));

export const fullDayOf = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { timeZone: "UTC", year: "numeric", month: "long", day: "numeric" }).format(new Date(`${day}T00:00:00Z`));

/** The day that it is in China at an instant, ISO. */
export const dayAt = (instant: string): string => new Intl.DateTimeFormat("sv-SE", { timeZone: Zone }).format(new Date(instant));

/** An end at 24:00 is the first moment of the next day; people name the day before. */
export const lastDayOf = (due: string, language: Language): string => dayOf(dayAt(new Date(Date.parse(due) - 1).toISOString()), language);
