import { useUnitList } from "@/api/reading";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";

/** What the usual kinds of unit are called; a school may have others, which are called as they are written. */
const known: Record<string, Key> = {
  authority: "organisation.kind-authority",
  school: "organisation.kind-school",
  department: "organisation.kind-department",
  grade: "organisation.kind-grade",
  class: "organisation.kind-class",
  office: "organisation.kind-office",
  group: "organisation.kind-group",
};

export function useKinds() {
  const say = useSay();
  const kinds = [...new Set([...Object.keys(known), ...(useUnitList().data?.items ?? []).map((u) => u.kind)])].filter((k) => k !== "");
  const nameOf = (kind: string): string => (known[kind] ? say(known[kind]) : kind);
  return { nameOf, options: kinds.filter((k) => k !== "group").map((value) => ({ value, label: nameOf(value) })) };
}

/** The units that one sets up, each called by its line where two share a name. */
export function useUnitOptions(below = "/", withClosed = false): { value: string; label: string }[] {
  const [language] = useLanguage();
  const units = (useUnitList().data?.items ?? []).filter((u) => u.path.startsWith(below) && (withClosed || !u.closed));
  const names = new Map(units.map((u) => [u.path, textOf(u.name, language)]));
  const count = new Map<string, number>();
  for (const name of names.values()) count.set(name, (count.get(name) ?? 0) + 1);
  return units.map((u) => {
    const name = names.get(u.path)!;
    const above = u.parent ? names.get(u.parent) : undefined;
    return { value: u.path, label: count.get(name)! > 1 && above ? `${name} · ${above}` : name };
  });
}
