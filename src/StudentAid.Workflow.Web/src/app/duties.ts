import { useMe } from "./session";

/** Whether one carries a duty anywhere; where exactly, the server says. */
export const useCarries = (duty: string): boolean => useMe().data?.grants.some((g) => g.duties.includes(duty)) ?? false;

/** Where one carries a duty: at a unit whose role has it, and below. */
export function useCarriesAt(duty: string): (unit: string | undefined) => boolean {
  const grants = useMe().data?.grants ?? [];
  return (unit) => unit !== undefined && grants.some((g) => g.duties.includes(duty) && unit.startsWith(g.unit));
}

/** The nearest unit at which one carries a duty; undefined where there is none. */
export function useUnitOf(duty: string): string | undefined {
  return useMe().data?.grants.find((g) => g.duties.includes(duty))?.unit;
}
