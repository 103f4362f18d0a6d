import { Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import type { Api } from "@/api/client";
import { listed, textOf, useLanguage, useSay } from "@/app/texts";
import { Done } from "./chains";
import type { NewStep } from "./gestures";
import { Option } from "./Option";
import { useTerm } from "./words";

interface AddStepProps {
  where: string;
  types: Api["ActivityTypeView"][];
  /** A step at the end of a way need not lead on. */
  leads: boolean;
  idFor: (type: string) => string;
  add: (step: NewStep) => void;
  cancel: () => void;
}

/** Asks what kind of step is put in: type, title, what the type cannot do without, and the outcome by which the flow goes on. */
export function AddStep({ where, types, leads, idFor, add, cancel }: AddStepProps) {
  const say = useSay();
  const term = useTerm();
  const [language] = useLanguage();
  const [chosen, setChosen] = useState<string>();
  const [title, setTitle] = useState("");
  const [port, setPort] = useState("");
  const [options, setOptions] = useState<Record<string, unknown>>({});
  const offered = types.filter((t) => !t.holds && !(leads && t.terminal));
  const type = types.find((t) => t.type === chosen);
  const needed = type?.options.filter((o) => o.required) ?? [];
  const outcomes = outcomesOf(type, options);
  const choose = (name: string) => {
    setChosen(name);
    setTitle(textOf(types.find((t) => t.type === name)?.title ?? "", "zh-CN"));
    setOptions({});
    setPort("");
  };
  const good = type && title && needed.every((o) => options[o.name] !== undefined) && (!leads || port || outcomes.length <= 1);
  return (
    <Modal open title={say("rules.add-step")} okText={say("rules.add")} cancelText={say("ui.close")} okButtonProps={{ disabled: !good }} onCancel={cancel} onOk={() => good && add({ id: idFor(type.type), type: type.type, title, options, port: port || outcomes[0] || Done })}>
      <p className="quiet">{where}</p>
      <Form layout="vertical">
        <Form.Item label={say("rules.kind-of-step")} htmlFor="new-type">
          <Select id="new-type" autoFocus showSearch={{ optionFilterProp: "label" }} value={chosen ?? null} onChange={choose} options={grouped(offered, language)} />
          {type && <p className="quiet">{textOf(type.summary, language)}</p>}
          {type && type.verbs.length > 0 && <p className="quiet">{say("rules.holder-may", { verbs: listed(type.verbs.map((v) => textOf(v.label, language)), language) })}</p>}
        </Form.Item>
        {type && <Form.Item label={say("rules.step-title")} htmlFor="new-title"><Input id="new-title" value={title} onChange={(e) => setTitle(e.target.value)} /></Form.Item>}
        {needed.map((o) => (
          <Form.Item key={o.name} label={textOf(o.title, language)} htmlFor={`new-${o.name}`} {...(o.help ? { extra: textOf(o.help, language) } : {})}>
            <Option of={o} id={`new-${o.name}`} disabled={false} value={options[o.name]} changed={(v) => setOptions((before) => ({ ...before, [o.name]: v }))} />
          </Form.Item>
        ))}
        {leads && outcomes.length > 1 && (
          <Form.Item label={say("rules.goes-on-by")} htmlFor="new-port">
            <Select id="new-port" value={port || null} onChange={(v: string) => setPort(v)} options={outcomes.map((o) => ({ value: o, label: term(o) }))} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}

/** What a body's act is decides by which outcomes it can go on. */
const byAct: Record<string, string> = { propose: "Proposed", review: "Reviewed", endorse: "Endorsed", approve: "Approved" };

function outcomesOf(type: Api["ActivityTypeView"] | undefined, options: Record<string, unknown>): string[] {
  const act = typeof options.act === "string" ? byAct[options.act] : undefined;
  return [...(act && type?.outcomes.includes("Returned") ? [act] : []), ...(type?.outcomes ?? [])];
}

function grouped(types: Api["ActivityTypeView"][], language: "zh-CN" | "en") {
  const groups = new Map<string, { value: string; label: string }[]>();
  const ours = [...types].sort((a, b) => Number(a.type.startsWith("Elsa.")) - Number(b.type.startsWith("Elsa.")));
  for (const t of ours) {
    const category = textOf(t.category, language);
    groups.set(category, [...(groups.get(category) ?? []), { value: t.type, label: textOf(t.title, language) }]);
  }
  return [...groups].map(([label, options]) => ({ label, options }));
}
