import { useRounds, useUnitList } from "@/api/reading";
import { textOf, useLanguage } from "@/app/texts";

const School = "school";

/** Schools that one may know: units of that kind, and whatever has rounds. */
export function useSchools(): { value: string; label: string }[] {
  const [language] = useLanguage();
  const having = new Set((useRounds().data?.items ?? []).map((r) => r.school));
  const units = useUnitList().data?.items ?? [];
  return units.filter((u) => u.kind === School || having.has(u.path)).map((u) => ({ value: u.path, label: textOf(u.name, language) }));
}
