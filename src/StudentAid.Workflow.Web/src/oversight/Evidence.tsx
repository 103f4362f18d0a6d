import { Button } from "antd";
import { useRef } from "react";
import { useSay } from "@/app/texts";
import { Send } from "@/ui/Send";

export interface Sent {
  hash: string;
  name: string;
}

interface EvidenceProps {
  /** Whose files they are; the school's or a student's. */
  whose: { person: string } | { unit: string };
  category: string;
  value?: Sent[];
  onChange?: (sent: Sent[]) => void;
}

/** Photos and PDFs that go with an answer; each is kept at the school before the answer names it. */
export function Evidence({ whose, category, value = [], onChange }: EvidenceProps) {
  const say = useSay();
  // Several are sent one after the other, so what is there already is asked when each has arrived.
  const held = useRef(value);
  const put = (sent: Sent[]) => {
    held.current = sent;
    onChange?.(sent);
  };
  return (
    <div className="stack">
      <div>
        <Send several label={say("oversight.evidence-add")} whose={whose} category={category} sent={(hash, file) => put([...held.current.filter((s) => s.hash !== hash), { hash, name: file.name }])} />
      </div>
      {value.map((s) => (
        <div key={s.hash} className="strip">
          <span>{s.name}</span>
          <Button size="small" aria-label={say("oversight.evidence-remove", { name: s.name })} onClick={() => put(held.current.filter((x) => x.hash !== s.hash))}>
            {say("ui.row-remove")}
          </Button>
        </div>
      ))}
    </div>
  );
}
