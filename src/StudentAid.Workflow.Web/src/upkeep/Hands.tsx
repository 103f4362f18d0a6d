import { useUnitOf } from "@/app/duties";
import { useSay } from "@/app/texts";
import { Leaver } from "./Leaver";
import { StandIns } from "./StandIns";

/** Whose hands the work is in: who stands in for whom, and what a leaver hands over. */
export function Hands() {
  const say = useSay();
  const setsUp = useUnitOf("set-up") !== undefined;
  const operates = useUnitOf("operate") !== undefined;
  return (
    <div className="stack">
      <p className="quiet">{say("upkeep.stand-in-sentence")}</p>
      <StandIns everybody={setsUp} />
      {operates && <Leaver />}
    </div>
  );
}
