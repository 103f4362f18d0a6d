import { useReader, type Me } from "./session";

type Grant = Me["grants"][number];

const covers = (grant: Grant, unit: string): boolean => unit.startsWith(grant.unit);

const works = (grant: Grant): boolean => !grant.duties.includes("oversee");

/** Whether one of one's roles is such at a unit; at one that is not known yet none is. */
function useSomeAt(is: (grant: Grant, unit: string) => boolean): (unit: string | undefined) => boolean {
  const grants = useReader()?.grants ?? [];
  return (unit) => unit !== undefined && grants.some((g) => is(g, unit));
}

/** Whether one carries a duty anywhere; where exactly, the server says. */
export const useCarries = (duty: string): boolean => useReader()?.grants.some((g) => g.duties.includes(duty)) ?? false;

/** Where one carries a duty: at a unit whose role has it, and below. */
export const useCarriesAt = (duty: string) => useSomeAt((g, unit) => g.duties.includes(duty) && covers(g, unit));

/** Where one has any role: at its unit, and below. */
export const useCoversAt = () => useSomeAt(covers);

/** The same of whoever works there and does not only oversee. */
export const useWorksAt = () => useSomeAt((g, unit) => works(g) && covers(g, unit));

/** Where one works at all: at a unit, above it, or at any below it. */
export const useWorksWithin = () => useSomeAt((g, unit) => works(g) && (covers(g, unit) || g.unit.startsWith(unit)));

/** The nearest unit at which one carries a duty; undefined where there is none. */
export function useUnitOf(duty: string): string | undefined {
  return useReader()?.grants.find((g) => g.duties.includes(duty))?.unit;
}
