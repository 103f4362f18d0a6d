import { useMe } from "./session";

/** Whether one carries a duty at a unit or above it. What the act then takes, the server says. */
export function useCarriesAt(): (duty: string, unit: string | undefined) => boolean {
  const me = useMe().data;
  return (duty, unit) => unit !== undefined && (me?.grants.some((g) => g.duties.includes(duty) && unit.startsWith(g.unit)) ?? false);
}

/** The nearest unit at which one carries a duty; undefined where there is none. */
export function useUnitOf(duty: string): string | undefined {
  return useMe().data?.grants.find((g) => g.duties.includes(duty))?.unit;
}
