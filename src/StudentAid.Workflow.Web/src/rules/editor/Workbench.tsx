import { Alert, App, Modal, Select } from "antd";
import { forwardRef, useImperativeHandle, useMemo, useRef, useState, type ReactNode } from "react";
import type { Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { AddStep } from "./AddStep";
import type { Hop } from "./chains";
import { activity, freeIdIn, optionOf, type Deed, type Gestures, type NewStep } from "./gestures";
import { Panel, type From } from "./Panel";
import { Picture } from "./Picture";
import { read, type Source, type Splice } from "./source";
import type { Help, Snippet, TextHandle } from "./Text";
import { TextSheet, undoing } from "./TextSheet";
import { useTerm, useTypeName } from "./words";

export interface WorkbenchProps {
  own: string;
  /** The text that is written. */
  text: string;
  changed: (text: string) => void;
  schemas: { name: string; schema: unknown }[];
  types: Api["ActivityTypeView"][];
  snippets: Snippet[];
  findings: Api["FindingView"][];
  /** The last picture that was good, and the text that it shows. */
  picture: { activities: Api["NodeView"][]; edges: Api["EdgeView"][]; text: string } | undefined;
  /** Why the text as it stands now has no picture. */
  broken: string | undefined;
  /** Shown in the place of the text, for reading only. */
  instead?: string;
  readOnly: boolean;
  gestures: (source: Source) => Gestures | null;
  inherit?: (source: Source, id: string, option: string) => Splice[];
  origin: (key: string) => From | undefined;
  locks: Map<string, string>;
  owns: Set<string>;
  above?: ReactNode;
}

type Asking = { kind: "insert"; edge: Hop } | { kind: "append"; from: string; port: string } | { kind: "which"; ways: string[]; go: (by: string) => Deed } | { kind: "connect"; from: string; to: string };

/** Text and picture, in step: whatever is done in one is seen in the other, and one undo takes both back. */
export const Workbench = forwardRef<TextHandle, WorkbenchProps>(function Workbench(props, outer) {
  const say = useSay();
  const term = useTerm();
  const typeName = useTypeName(props.types);
  const [language] = useLanguage();
  const { message } = App.useApp();
  const text = useRef<TextHandle>(null);
  const [chosen, choose] = useState<string>();
  const [asking, ask] = useState<Asking>();
  useImperativeHandle(outer, () => ({ apply: (s) => text.current?.apply(s), undo: () => text.current?.undo(), redo: () => text.current?.redo(), reveal: (o, l) => text.current?.reveal(o, l) ?? false }));

  const { activities, edges } = props.picture ?? { activities: [], edges: [] };
  const shown = useMemo(() => (props.picture ? read(props.picture.text) : null), [props.picture]);
  const node = activities.find((a) => a.id === chosen);
  const title = (id: string) => textOf(activities.find((a) => a.id === id)?.title ?? id, language);
  const off = props.readOnly || props.broken !== undefined;

  const act = (make: (gestures: Gestures, source: Source) => Splice[] | Deed): void => {
    const source = read(props.text);
    const gestures = source && props.gestures(source);
    if (!gestures) return;
    const done = make(gestures, source);
    if (!Array.isArray(done) && "ask" in done) return;
    text.current?.apply(Array.isArray(done) ? done : done.splices);
  };
  const decide = (go: (gestures: Gestures, by?: string) => Deed): void =>
    act((gestures) => {
      const done = go(gestures);
      if ("ask" in done) ask({ kind: "which", ways: done.ask, go: (by) => go(gestures, by) });
      return done;
    });
  const show = (id: string) => {
    choose(id);
    const place = props.instead === undefined && props.picture?.text === props.text ? activities.find((a) => a.id === id)?.place : undefined;
    if (place) text.current?.reveal(place.offset, place.length);
  };
  const remove = (id: string) => {
    const lock = props.locks.get(id);
    if (lock !== undefined) void message.warning(say("rules.locked-by", { article: lock }));
    else decide((g, by) => g.remove(id, by));
  };
  const put = (step: NewStep) => {
    if (asking?.kind === "insert") act((g) => g.insert(asking.edge, step));
    else if (asking?.kind === "append") act((g) => g.append(asking.from, asking.port, step));
    ask(undefined);
    choose(step.id);
  };
  const rename = (id: string) => {
    show(id);
    setTimeout(() => document.getElementById("step-title")?.focus());
  };
  const help = useMemo<Help[]>(
    () =>
      activities.flatMap((a) => {
        const of = props.types.find((t) => t.type === a.type);
        return a.place && of && props.picture?.text === props.text
          ? [{ offset: a.place.offset, length: a.place.length, lines: [`**${textOf(a.title, language)}** · ${textOf(of.title, language)}`, textOf(of.summary, language), ...(a.article ? [say("ui.article", { article: a.article })] : [])] }]
          : [];
      }),
    [props.picture, props.types, props.text, language],
  );
  const port = (from: string): string[] => activities.find((a) => a.id === from)?.outcomes ?? [];

  return (
    <div
      className="workbench"
      data-panel={node !== undefined}
      onKeyDown={undoing(text)}
    >
      <TextSheet
        ref={text}
        own={props.own}
        text={props.text}
        changed={props.changed}
        schemas={props.schemas}
        findings={props.findings}
        snippets={props.snippets}
        help={help}
        readOnly={props.readOnly}
        above={props.above}
        {...(props.instead === undefined ? {} : { instead: props.instead })}
        pointed={(offset) => props.picture?.text === props.text && choose(within(activities, offset) ?? chosen)}
      />
      <section className="sheet" aria-label={say("rules.picture")}>
        <div className="sheet-head"><h2>{say("rules.picture")}</h2></div>
        {props.broken !== undefined && <Alert banner type="warning" title={say("rules.broken")} description={props.broken} />}
        <div className="sheet-body">
          {props.picture && (
            <Picture
              activities={activities}
              edges={edges}
              chosen={chosen}
              locked={new Set(props.locks.keys())}
              own={props.owns}
              old={off}
              choose={show}
              insert={(edge) => ask({ kind: "insert", edge })}
              move={(id, edge) => decide((g, by) => g.move(id, edge, by))}
              connect={(from, to) => ask({ kind: "connect", from, to })}
              reconnect={(edge, to) => act((g) => g.reconnect(edge, to))}
              remove={remove}
              rename={rename}
            />
          )}
        </div>
      </section>
      {node && (
        <Panel
          key={node.id}
          node={node}
          type={props.types.find((t) => t.type === node.type)}
          activities={activities}
          edges={edges}
          value={(option) => (shown ? optionOf(activity(shown, node.id), option) : undefined)}
          origin={props.origin}
          lock={props.locks.get(node.id)}
          readOnly={off}
          set={(option, value) => act((g) => g.set(node.id, option, value))}
          inherit={props.inherit && ((option) => act((_, source) => props.inherit!(source, node.id, option)))}
          append={(by) => ask({ kind: "append", from: node.id, port: by })}
          connect={(hop) => act((g) => g.connect(hop))}
          reconnect={(hop, to) => act((g) => g.reconnect(hop, to))}
          disconnect={(hop) => act((g) => g.disconnect(hop))}
          move={(edge) => decide((g, by) => g.move(node.id, edge, by))}
          remove={() => remove(node.id)}
          close={() => choose(undefined)}
        />
      )}
      {(asking?.kind === "insert" || asking?.kind === "append") && (
        <AddStep
          types={props.types}
          leads={asking.kind === "insert"}
          where={asking.kind === "insert" ? say("rules.insert-between", { from: title(asking.edge.from), to: title(asking.edge.to) }) : say("rules.insert-after", { from: title(asking.from), outcome: term(asking.port) })}
          idFor={(type) => freeIdIn(shown ?? read("{}")!, type)}
          add={put}
          cancel={() => ask(undefined)}
        />
      )}
      {asking?.kind === "which" && <Choose title={say("rules.goes-on-by")} options={asking.ways.map((w) => ({ value: w, label: term(w) }))} cancel={() => ask(undefined)} done={(by) => { ask(undefined); act(() => asking.go(by)); }} />}
      {asking?.kind === "connect" && (
        <Choose
          title={say("rules.connect-by", { from: title(asking.from), to: title(asking.to) })}
          options={port(asking.from).flatMap((p) => [{ value: `-${p}`, label: say("rules.way-on", { outcome: term(p) }) }, { value: `=${p}`, label: say("rules.way-back", { outcome: term(p) }) }])}
          cancel={() => ask(undefined)}
          done={(way) => { ask(undefined); act((g) => g.connect({ from: asking.from, to: asking.to, port: way.slice(1), rewind: way.startsWith("=") })); }}
        />
      )}
      <span className="visually-hidden" aria-live="polite">{node ? `${textOf(node.title, language)} ${typeName(node.type)}` : ""}</span>
    </div>
  );
});

const within = (activities: Api["NodeView"][], offset: number): string | undefined =>
  activities.filter((a) => a.parent && a.place && a.place.offset <= offset && offset <= a.place.offset + a.place.length).sort((a, b) => a.place!.length - b.place!.length)[0]?.id;

function Choose({ title, options, done, cancel }: { title: string; options: { value: string; label: string }[]; done: (value: string) => void; cancel: () => void }) {
  const say = useSay();
  const [value, setValue] = useState<string>();
  return (
    <Modal open title={title} okText={say("rules.choose-way")} cancelText={say("ui.close")} okButtonProps={{ disabled: !value }} onCancel={cancel} onOk={() => value && done(value)}>
      <Select aria-label={title} className="wide" autoFocus value={value ?? null} onChange={(v: string) => setValue(v)} options={options} />
    </Modal>
  );
}
