import { useCarriesAt } from "@/app/duties";
import { Erasure } from "./Erasure";
import { Retention } from "./Retention";
import { Rotation } from "./Rotation";

/** What is kept of families, for how long, and under which keys. The keys are those of the whole installation. */
export function Personal({ unit }: { unit: string }) {
  const carries = useCarriesAt();
  return (
    <div className="stack">
      <Retention unit={unit} />
      <Erasure />
      {carries("set-up", "/") && <Rotation />}
    </div>
  );
}
