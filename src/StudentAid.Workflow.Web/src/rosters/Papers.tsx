import { useSay } from "@/app/texts";
import { votes } from "./Votes";

export type Read = Record<(typeof votes)[number], number>;

export const noPapers: Read = { agree: 0, disagree: 0, abstain: 0 };

/** How the papers of a secret ballot read: numbers only. */
export function Papers({ value = noPapers, onChange }: { value?: Read; onChange?: (read: Read) => void }) {
  const say = useSay();
  return (
    <div className="strip">
      <span className="quiet">{say("rosters.papers-how")}</span>
      {votes.map((v) => (
        <label className="labelled" key={v}>
          {say("rosters.papers-of", { vote: say(`rosters.${v}`) })}
          <input type="number" min={0} className="choice" value={value[v]} onChange={(e) => onChange?.({ ...value, [v]: Number(e.target.value) })} />
        </label>
      ))}
    </div>
  );
}
