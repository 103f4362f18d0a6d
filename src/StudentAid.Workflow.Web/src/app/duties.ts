import { useMe } from "./session";

/** Whether one carries a duty anywhere; where exactly, the server says. */
export const useCarries = (duty: string): boolean => useMe().data?.grants.some((g) => g.duties.includes(duty)) ?? false;

/** Where one carries a duty: at a unit whose role has it, and below. */
export function useCarriesAt(duty: string): (unit: string) => boolean {
  const grants = useMe().data?.grants ?? [];
  return (unit) => grants.some((g) => g.duties.includes(duty) && unit.startsWith(g.unit));
}
