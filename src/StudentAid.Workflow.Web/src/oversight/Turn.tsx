import type { ReactNode } from "react";
import { useLanguage } from "@/app/texts";
import { dayOf } from "@/ui/time";

/** One step of a finding or a complaint: its day where the record has one, what was done, and the words that belong to it. */
export function Turn({ day, what, text, children }: { day?: string | null; what: string; text?: string | null; children?: ReactNode }) {
  const [language] = useLanguage();
  return (
    <li>
      {day ? <time>{dayOf(day, language)}</time> : <span />}
      <div>
        <span className="who">{what}</span>
        {text && <p className="fact">{text}</p>}
        {children}
      </div>
    </li>
  );
}
