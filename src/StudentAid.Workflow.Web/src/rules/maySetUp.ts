import { useMe } from "@/app/session";

const Administrator = "administrator";

/** Whether somebody keeps the definitions and documents of a unit. */
export function useMaySetUp(): (unit: string) => boolean {
  const me = useMe();
  return (unit) => me.data?.grants.some((g) => g.role === Administrator && unit.startsWith(g.unit)) ?? false;
}
