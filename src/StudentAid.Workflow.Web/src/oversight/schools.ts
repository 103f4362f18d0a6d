import { useRounds, useUnitList } from "@/api/reading";
import { useMe } from "@/app/session";
import { textOf, useLanguage } from "@/app/texts";

const School = "school";

/** Schools that one may know: units of that kind, and whatever has rounds. */
export function useSchools(): { value: string; label: string }[] {
  const [language] = useLanguage();
  const having = new Set((useRounds().data?.items ?? []).map((r) => r.school));
  const units = useUnitList().data?.items ?? [];
  return units.filter((u) => u.kind === School || having.has(u.path)).map((u) => ({ value: u.path, label: textOf(u.name, language) }));
}

/** Whether one carries the duty anywhere; where exactly, the server says. */
export const useCarries = (duty: string): boolean => useMe().data?.grants.some((g) => g.duties.includes(duty)) ?? false;
