import { DeleteOutlined, InfoCircleOutlined, LockOutlined, UndoOutlined } from "@ant-design/icons";
import { Button, Input, Select, Tooltip } from "antd";
import { useState } from "react";
import type { Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { type Hop } from "./chains";
import { Option, Typed } from "./Option";
import { useTerm } from "./words";

/** Which layer's document a value comes from. */
export interface From {
  words: string;
  own: boolean;
}

interface PanelProps {
  node: Api["NodeView"];
  type: Api["ActivityTypeView"] | undefined;
  activities: Api["NodeView"][];
  edges: Hop[];
  value: (option: string) => unknown;
  origin: (key: string) => From | undefined;
  lock: string | undefined;
  readOnly: boolean;
  set: (option: string, value: unknown) => void;
  inherit: ((option: string) => void) | undefined;
  append: (port: string) => void;
  connect: (hop: Hop) => void;
  reconnect: (hop: Hop, to: string) => void;
  disconnect: (hop: Hop) => void;
  move: (edge: Hop) => void;
  remove: () => void;
  close: () => void;
}

const Few = 6;

/** A step's properties, from its type's description, and everything the picture can do with it, for the keyboard. */
export function Panel(props: PanelProps) {
  const { node, type, readOnly } = props;
  const say = useSay();
  const [language] = useLanguage();
  const [all, setAll] = useState(false);
  const options = (type?.options ?? []).filter((o) => o.kind !== "record" || props.value(o.name) !== undefined);
  const sorted = [...options].sort((a, b) => rank(b, props) - rank(a, props));
  const shown = all ? sorted : sorted.filter((o, i) => i < Few || rank(o, props) > 0);
  const title = props.value("title");
  const both = title !== null && typeof title === "object" ? (title as Record<string, string>) : { "zh-CN": typeof title === "string" ? title : textOf(node.title, "zh-CN") };
  const retitle = (of: "zh-CN" | "en") => (text: string | undefined) => {
    const next = { ...both, [of]: text };
    props.set("title", next.en ? next : (next["zh-CN"] ?? ""));
  };
  return (
    <aside className="step-panel" aria-label={say("rules.step")}>
      <div className="panel-head">
        <h2>{textOf(node.title, language)}</h2>
        <Button size="small" type="text" onClick={props.close}>{say("ui.close")}</Button>
      </div>
      {type && <p className="quiet">{say("rules.kind-and-summary", { kind: textOf(type.title, language), summary: textOf(type.summary, language) })}</p>}
      {props.origin(node.id) && <p className="quiet">{props.origin(node.id)!.words}</p>}
      {props.lock !== undefined && <p className="locked"><LockOutlined aria-hidden /> {say("rules.locked-by", { article: props.lock })}</p>}
      <Field {...props} name="title" label={say("rules.step-title")} id="step-title">
        <Typed value={both["zh-CN"]} changed={retitle("zh-CN")}>{(typing, write, keep) => <Input id="step-title" disabled={readOnly} value={typing ?? ""} onChange={(e) => write(e.target.value)} onBlur={keep} onPressEnter={keep} />}</Typed>
      </Field>
      <Field {...props} name="title" label={say("rules.step-title-en")} id="step-title-en">
        <Typed value={both.en} changed={retitle("en")}>{(typing, write, keep) => <Input id="step-title-en" lang="en" disabled={readOnly} value={typing ?? ""} onChange={(e) => write(e.target.value || undefined)} onBlur={keep} onPressEnter={keep} />}</Typed>
      </Field>
      <Field {...props} name="article" label={say("rules.article")} id="step-article">
        <Typed value={props.value("article") as string | undefined} changed={(v) => props.set("article", v)}>{(typing, write, keep) => <Input id="step-article" disabled={readOnly} value={typing ?? ""} onChange={(e) => write(e.target.value || undefined)} onBlur={keep} onPressEnter={keep} />}</Typed>
      </Field>
      {shown.map((o) => (
        <Field key={o.name} {...props} name={o.name} label={textOf(o.title, language)} id={`step-${o.name}`} help={o.help ? textOf(o.help, language) : ""} needed={o.required}>
          <Option of={o} id={`step-${o.name}`} disabled={readOnly} value={props.value(o.name)} changed={(v) => props.set(o.name, v)} />
        </Field>
      ))}
      {sorted.length > shown.length && <Button type="link" size="small" onClick={() => setAll(true)}>{say("rules.more-options", { count: sorted.length - shown.length })}</Button>}
      <Ways {...props} />
    </aside>
  );
}

const rank = (option: Api["OptionView"], props: PanelProps): number => (option.required ? 2 : 0) + (props.value(option.name) !== undefined ? 1 : 0);

interface FieldProps extends Pick<PanelProps, "node" | "origin" | "inherit" | "readOnly"> {
  name: string;
  label: string;
  id: string;
  help?: string;
  needed?: boolean;
  children: React.ReactNode;
}

/** A field with its help, and where its value comes from. */
function Field({ node, origin, inherit, readOnly, name, label, id, help, needed, children }: FieldProps) {
  const say = useSay();
  const at = origin(`${node.id}.${name}`);
  const by = at && at.words !== origin(node.id)?.words ? at : undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}{needed && <span className="overdue" aria-hidden> *</span>}</label>
      {help && <Tooltip title={help} trigger={["hover", "focus"]}><button type="button" className="help" aria-label={say("rules.help-of", { name: label })}><InfoCircleOutlined aria-hidden /></button></Tooltip>}
      {children}
      {by && (
        <span className="from" data-own={by.own}>
          {by.words}
          {by.own && inherit && !readOnly && <Button size="small" type="link" icon={<UndoOutlined />} onClick={() => inherit(name)}>{say("rules.inherit")}</Button>}
        </span>
      )}
    </div>
  );
}

/** Where it goes on from here, and what one may do with that. */
function Ways(props: PanelProps) {
  const { node, edges, activities, readOnly } = props;
  const say = useSay();
  const term = useTerm();
  const [language] = useLanguage();
  const title = (id: string) => textOf(activities.find((a) => a.id === id)?.title ?? id, language);
  const others = activities.filter((a) => a.id !== node.id && a.parent === node.parent).map((a) => ({ value: a.id, label: title(a.id) }));
  const outs = edges.filter((e) => e.from === node.id);
  const open = node.outcomes.filter((port) => !outs.some((e) => e.port === port));
  const elsewhere = edges.filter((e) => !e.rewind && e.from !== node.id && e.to !== node.id);
  const wayName = (e: Hop) => say("rules.way", { from: title(e.from), to: title(e.to) });
  return (
    <section aria-label={say("rules.ways")}>
      <h3>{say("rules.ways")}</h3>
      <ul className="ways">
        {outs.map((e) => (
          <li key={`${e.port}${e.to}`}>
            <span>{say(e.rewind ? "rules.way-back" : "rules.way-on", { outcome: term(e.port) })}</span>
            <Select aria-label={say("rules.lead-to", { outcome: term(e.port) })} size="small" disabled={readOnly} value={e.to} options={others} showSearch={{ optionFilterProp: "label" }} onChange={(to: string) => props.reconnect(e, to)} />
            {!readOnly && <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={say("rules.cut", { way: wayName(e) })} onClick={() => props.disconnect(e)} />}
          </li>
        ))}
        {!readOnly && open.map((port) => (
          <li key={port}>
            <span>{say("rules.way-open", { outcome: term(port) })}</span>
            <Select<string> aria-label={say("rules.lead-to", { outcome: term(port) })} size="small" placeholder={say("rules.lead")} value={null} options={[{ value: "+", label: say("rules.new-step") }, { label: say("rules.lead-on"), options: others.map((o) => ({ ...o, value: `-${o.value}` })) }, { label: say("rules.lead-back"), options: others.map((o) => ({ ...o, value: `=${o.value}` })) }]} onChange={(to) => (to === "+" ? props.append(port) : props.connect({ from: node.id, port, to: to.slice(1), rewind: to.startsWith("=") }))} />
          </li>
        ))}
      </ul>
      {!readOnly && (
        <div className="strip">
          <Select<number> aria-label={say("rules.move")} size="small" placeholder={say("rules.move")} value={null} className="filter" options={elsewhere.map((e, i) => ({ value: i, label: wayName(e) }))} onChange={(i) => props.move(elsewhere[i]!)} />
          {props.lock === undefined && <Button size="small" danger icon={<DeleteOutlined />} onClick={props.remove}>{say("rules.delete-step")}</Button>}
        </div>
      )}
    </section>
  );
}

