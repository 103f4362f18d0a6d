import { Button, Input } from "antd";
import { useSay } from "@/app/texts";
import { Send } from "@/ui/Send";

/** A piece of evidence as it is handed in: what the family calls it, and the hash of the file. */
export interface Proof {
  type: string;
  hash: string;
  /** The day on which the paper was issued, where the family says so. */
  issued?: string;
}

interface ProofsProps {
  person: string;
  /** The day that it is, after which no paper was issued. */
  today: string;
  proofs: Proof[];
  change: (change: (now: Proof[]) => Proof[]) => void;
}

/** Photos of papers that bear out what was written: each sent at once, named, and taken out again at will before the application is handed in. */
export function Proofs({ person, today, proofs, change }: ProofsProps) {
  const say = useSay();
  const set = (hash: string, said: Partial<Proof>) => change((now) => now.map((p) => (p.hash === hash ? { ...p, ...said } : p)));
  return (
    <>
      <p>{say("family.proofs-what")}</p>
      <ul className="proofs">
        {proofs.map((p, i) => (
          <li key={p.hash}>
            <Input size="large" aria-label={say("family.proof-name", { number: i + 1 })} maxLength={40} value={p.type} onChange={(e) => set(p.hash, { type: e.target.value })} />
            <Button size="large" type="text" danger aria-label={say("family.proof-remove", { name: p.type })} onClick={() => change((now) => now.filter((x) => x.hash !== p.hash))}>
              {say("ui.row-remove")}
            </Button>
            <label className="quiet">
              {say("family.proof-issued", { number: i + 1 })}
              <Input size="large" type="date" max={today} value={p.issued ?? ""} onChange={(e) => set(p.hash, { issued: e.target.value || undefined })} />
            </label>
          </li>
        ))}
      </ul>
      {proofs.length > 0 && <p role="status">{say("family.proofs-sent", { count: proofs.length })}</p>}
      <Send
        label={say("family.proof-send")}
        whose={{ person }}
        category="proof"
        several
        sent={(hash) => change((now) => (now.some((p) => p.hash === hash) ? now : [...now, { type: say("family.proof-number", { number: now.length + 1 }), hash }]))}
      />
    </>
  );
}

/** What is handed in: every piece with a name. */
export const evidenceOf = (proofs: Proof[], unnamed: string): Proof[] => proofs.map((p) => ({ type: p.type.trim() || unnamed, hash: p.hash, ...(p.issued ? { issued: p.issued } : {}) }));
