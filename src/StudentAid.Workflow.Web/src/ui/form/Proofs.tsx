import { Button, Checkbox, Input } from "antd";
import { useEffect, useRef } from "react";
import { listed, textOf, useLanguage, useSay } from "@/app/texts";
import { Send } from "@/ui/Send";
import { Choice } from "./Choice";
import { papersOf, stampsFor, type Papers, type Proof } from "./papers";
import type { FormDocument } from "./schema";

interface ProofsProps {
  person: string;
  /** The day that it is, after which no paper was issued. */
  today: string;
  form: FormDocument;
  value?: Proof[];
  onChange?: (proofs: Proof[]) => void;
}

/** Photos of papers that bear out what was written: each sent at once, then told what it is, and taken out again at will before the application is handed in. */
export function Proofs({ person, today, form, value = [], onChange }: ProofsProps) {
  const say = useSay();
  const [language] = useLanguage();
  const papers = papersOf(form);
  // Several are sent one after the other, so what is there already is asked when each has arrived.
  const held = useRef(value);
  useEffect(() => {
    held.current = value;
  }, [value]);
  const put = (proofs: Proof[]) => {
    held.current = proofs;
    onChange?.(proofs);
  };
  const set = (hash: string, said: Partial<Proof>) => put(held.current.map((p) => (p.hash === hash ? { ...p, ...said } : p)));
  const nameOf = (type: string) => textOf(papers.kinds.find((k) => k.id === type)?.name, language) || type;
  const fresh = (number: number) => say("ui.proof-number", { number });
  return (
    <>
      <Asked papers={papers} />
      <ul className="proofs">
        {value.map((p, i) => {
          const number = i + 1;
          const known = papers.kinds.some((k) => k.id === p.type);
          const stamps = stampsFor(papers, p.type);
          return (
            <li key={p.hash}>
              <div className="stack">
                {papers.kinds.length > 0 && (
                  <Choice
                    label={say("ui.proof-kind", { number })}
                    value={known ? p.type : ""}
                    onChange={(type) => set(p.hash, { type: type ?? fresh(number), stamps: undefined })}
                    options={[...papers.kinds.map((k) => ({ value: k.id, label: textOf(k.name, language) })), { value: "", label: say("ui.proof-other") }]}
                  />
                )}
                {!known && <Input size="large" aria-label={say("ui.proof-name", { number })} maxLength={40} value={p.type} onChange={(e) => set(p.hash, { type: e.target.value })} />}
                {stamps.length > 0 && (
                  <div role="group" aria-label={say("ui.proof-stamps", { number })}>
                    <span className="quiet">{say("ui.proof-stamps", { number })}</span>
                    <Checkbox.Group value={p.stamps ?? []} options={stamps.map((s) => ({ value: s.id, label: textOf(s.name, language) }))} onChange={(borne) => set(p.hash, { stamps: borne })} />
                  </div>
                )}
                <label className="quiet">
                  {say("ui.proof-issued", { number })}
                  <Input size="large" type="date" max={today} value={p.issued ?? ""} onChange={(e) => set(p.hash, { issued: e.target.value || undefined })} />
                </label>
              </div>
              <Button size="large" type="text" danger aria-label={say("ui.proof-remove", { name: nameOf(p.type) })} onClick={() => put(held.current.filter((x) => x.hash !== p.hash))}>
                {say("ui.row-remove")}
              </Button>
            </li>
          );
        })}
      </ul>
      {value.length > 0 && <p role="status">{say("ui.proof-sent", { count: value.length })}</p>}
      <Send
        label={say("ui.proof-send")}
        whose={{ person }}
        category="proof"
        several
        sent={(hash) => held.current.some((p) => p.hash === hash) || put([...held.current, { type: fresh(held.current.length + 1), hash }])}
      />
    </>
  );
}

/** What the form's own proofs ask for, each with its ways to prove. */
function Asked({ papers }: { papers: Papers }) {
  const say = useSay();
  const [language] = useLanguage();
  if (papers.rules.length === 0) return null;
  const name = (of: { id: string; name: unknown }[], id: string) => textOf(of.find((w) => w.id === id)?.name, language);
  const told = (way: Papers["rules"][number]["ways"][number]) => {
    const stamps = listed((way.stamps ?? []).map((s) => name(papers.stamps, s)), language);
    return [
      way.types?.length ? listed(way.types.map((t) => name(papers.kinds, t)), language) : say("ui.proof-any"),
      ...(stamps && way.stampsNeeded && way.stampsNeeded < way.stamps!.length ? [say("ui.proof-stamped-some", { stamps, number: way.stampsNeeded })] : stamps ? [say("ui.proof-stamped", { stamps })] : []),
      ...(way.issuedWithin ? [say("ui.proof-within", { months: way.issuedWithin })] : []),
    ].join(say("ui.proof-and"));
  };
  return (
    <>
      <p>{say("ui.proof-asked")}</p>
      <ul>
        {papers.rules.map((r, i) => {
          const [rule, what] = [textOf(r.name, language), r.ways.map(told).join(say("ui.proof-or"))];
          return <li key={i}>{what === rule ? rule : say("ui.proof-rule", { name: rule, what })}</li>;
        })}
      </ul>
    </>
  );
}
