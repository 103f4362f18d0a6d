import { useLanguage, useSay } from "@/app/texts";
import { dayOf } from "@/ui/time";

/** Until when; marked in words and colour where the day has passed. */
export function Due({ day, overdue }: { day: string | null | undefined; overdue: boolean }) {
  const say = useSay();
  const [language] = useLanguage();
  if (!day) return null;
  return overdue ? <span className="overdue">{say("oversight.overdue-since", { day: dayOf(day, language) })}</span> : <>{dayOf(day, language)}</>;
}
