import { useMe } from "@/app/session";

const Duty = "publish-definitions";

/** Whether somebody keeps the definitions and documents of a unit. */
export function useMaySetUp(): (unit: string) => boolean {
  const me = useMe();
  return (unit) => me.data?.grants.some((g) => g.duties.includes(Duty) && unit.startsWith(g.unit)) ?? false;
}
