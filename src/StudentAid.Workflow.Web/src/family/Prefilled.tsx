import { Alert, Button } from "antd";
import { useState } from "react";
import { useSay } from "@/app/texts";
import { over, type Earlier } from "@/ui/form/earlier";
import type { Before } from "@/ui/form/Was";

interface Prefill {
  last: Earlier | undefined;
  siblings: Earlier[];
  hasRegister: boolean;
  before: Before | null;
  taken: string | null;
  choose: (sibling: Earlier) => void;
}

/** What the form was filled from, against which changes are marked; family facts of another child come to it when they are taken over. */
export function useEarlierForms(forms: Earlier[]): Prefill {
  const say = useSay();
  const [sibling, setSibling] = useState<Earlier>();
  const last = forms.find((f) => f.source === "earlier");
  const said = sibling ? say("ui.sibling-said", { name: sibling.name ?? "" }) : say("ui.earlier-said", { year: last?.schoolYear ?? "" });
  const before = sibling ? { answers: over(last?.answers, sibling.answers), said } : last ? { answers: last.answers, said } : null;
  return { last, siblings: forms.filter((f) => f.source === "sibling"), hasRegister: forms.some((f) => f.source === "register"), before, taken: sibling?.name ?? null, choose: setSibling };
}

/** Says what was filled in already, and offers what another child's form says of the same family. */
export function Prefilled({ last, siblings, hasRegister, taken, choose, take }: Prefill & { take: (answers: unknown) => void }) {
  const say = useSay();
  const told = taken ? say("family.sibling-taken", { name: taken }) : last ? say("family.earlier", { year: last.schoolYear ?? "" }) : hasRegister ? say("family.register-filled") : null;
  return (
    <div className="stack stack-below">
      {told && <Alert type="info" title={told} role="status" />}
      {!taken &&
        siblings.map((s) => (
          <Button key={s.name} size="large" block onClick={() => (choose(s), take(s.answers))}>
            {say("family.sibling", { name: s.name ?? "" })}
          </Button>
        ))}
    </div>
  );
}
