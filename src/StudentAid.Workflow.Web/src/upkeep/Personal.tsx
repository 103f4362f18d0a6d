import { useCarriesAt } from "@/app/duties";
import { Erasure } from "./Erasure";
import { MasterKey } from "./MasterKey";
import { Retention } from "./Retention";
import { Rotation } from "./Rotation";

/** What is kept of families, for how long, and under which keys. The keys are those of the whole installation. */
export function Personal({ unit }: { unit: string }) {
  const setsUp = useCarriesAt("set-up")("/");
  return (
    <div className="stack">
      <Retention unit={unit} />
      <Erasure />
      {setsUp && <Rotation />}
      {setsUp && <MasterKey />}
    </div>
  );
}
