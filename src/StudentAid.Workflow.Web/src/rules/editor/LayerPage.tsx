import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Alert, Input, Segmented } from "antd";
import { useMemo, useRef, useState } from "react";
import { useParams } from "react-router";
import { useMe } from "@/app/session";
import { useUnits } from "@/api/reading";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Shown } from "@/ui/Refused";
import { useMaySetUp } from "../maySetUp";
import { isOf, LayerFindings } from "../LayerFindings";
import { Editing, useWriting, type Writing } from "./Editing";
import { inherited, ofOverlay } from "./overlay";
import { Typed } from "./Option";
import { member, read, set } from "./source";
import { analysisOf, useSnippets, useTypes } from "./useTools";
import { useWorded } from "./words";
import { Workbench } from "./Workbench";

const Schemas = ["overlay.schema.json", "workflow-definition.schema.json"];

/** What a unit goes by, and its own changes to it: the normal way in which a school writes. */
export default function LayerPage() {
  const { unit = "", procedure = "" } = useParams();
  const say = useSay();
  const types = useTypes();
  const today = (useMe().data?.now ?? "").slice(0, "yyyy-mm-dd".length);
  const effective = useQuery({
    queryKey: ["definitions", "effective", unit, procedure],
    queryFn: () => body(api.GET("/api/definitions/{id}/effective", { params: { path: { id: procedure }, query: { unit } } })),
    staleTime: Infinity,
  });
  const own = useQuery({
    queryKey: ["packs", "overlay", unit, procedure],
    staleTime: Infinity,
    queryFn: async () => {
      const list = await body(api.GET("/api/packs", { params: { query: { kind: "overlay" } } }));
      const mine = list.items.filter((d) => d.layer === unit && d.unit === "" && d.procedure === procedure && d.state !== "retracted").sort((a, b) => b.version - a.version)[0];
      return mine ? { text: (await body(api.GET("/api/packs/text", { params: { query: { layer: unit, key: mine.key } } }))).text, state: mine.state } : null;
    },
  });
  return (
    <Shown of={types}>
      {(t) => <Shown of={effective}>{(e) => <Shown of={own}>{(o) => <Layer key={unit + procedure} unit={unit} base={e} stored={o ?? { text: blank(procedure, say("rules.own-changes"), today), state: "" }} types={t} />}</Shown>}</Shown>}
    </Shown>
  );
}

const Indent = 2;

/** A unit's changes before the first one. */
const blank = (procedure: string, name: string, today: string): string =>
  `${JSON.stringify({ $schema: "../../schema/overlay.schema.json", kind: "overlay", id: "own-changes", procedure, article: "", from: today, name, changes: [] }, null, Indent)}\n`;

interface LayerProps {
  unit: string;
  base: Api["EffectiveView"];
  stored: { text: string; state: string };
  types: Api["ActivityTypeView"][];
}

function Layer({ unit, base, stored, types }: LayerProps) {
  const say = useSay();
  const [language] = useLanguage();
  const names = useUnits();
  const may = useMaySetUp()(unit);
  const writing = useWriting(stored.text);
  const { text, settled } = writing;
  const [view, setView] = useState<"own" | "effective">("own");
  const ownId = said(settled, "id");
  const preview = useQuery({
    queryKey: ["layers", "preview", unit, base.id, settled],
    queryFn: () => body(api.POST("/api/layers/preview", { body: { unit, procedure: base.id, text: settled } })),
    enabled: may,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const last = useRef(base);
  if (preview.data?.effective && !preview.isPlaceholderData) last.current = preview.data.effective;
  const effective = last.current;
  const analysis = useQuery({ ...analysisOf(effective.text, unit, false), placeholderData: keepPreviousData });
  const picture = useMemo(() => analysis.data && { activities: analysis.data.activities, edges: analysis.data.edges, text: effective.text }, [analysis.data, effective.text]);
  const findings = useMemo<Api["FindingView"][]>(
    () => [...(preview.data?.findings ?? []), ...[...(preview.data?.effective?.findings ?? []), ...(preview.data?.effective?.warnings ?? [])].filter((f) => f.document === ownId && isOf(f, unit)).map((f) => ({ ...f, article: null }) as Api["FindingView"])],
    [preview.data, ownId, unit],
  );
  const others = [...(preview.data?.effective?.findings ?? []), ...(preview.data?.effective?.warnings ?? [])].filter((f) => f.document !== ownId || !isOf(f, unit));
  const snippets = useSnippets(types);
  const origins = useOrigins(effective, unit);
  const worded = useWorded(analysis.data?.activities ?? [], types);
  const article = said(text, "article");
  return (
    <Editing
      kind="packs"
      unit={unit}
      title={textOf(analysis.data?.name ?? "", language)}
      sentence={say("rules.layer-of", { unit: names(unit) || say("rules.national") })}
      stored={stored}
      writing={writing}
      schemaNames={Schemas}
      error={preview.error ?? analysis.error}
      incomplete={!article}
      findings={findings}
      worded={worded}
      stale={preview.isPlaceholderData}
      bench={(laid) => (
        <Workbench
          {...laid}
          own={`${base.id}-overlay`}
          types={types}
          snippets={snippets}
          picture={picture}
          broken={preview.data && !preview.data.effective ? textOf(preview.data.findings[0]?.sentence ?? "", language) : undefined}
          {...(view === "effective" ? { instead: effective.text } : {})}
          gestures={(source) => (member(source.root, "changes")?.type === "array" ? ofOverlay(source, { hops: analysis.data?.edges ?? [] }) : null)}
          inherit={inherited}
          {...origins}
          above={<Segmented size="small" aria-label={say("rules.text")} value={view} onChange={setView} options={[{ value: "own", label: say("rules.own-changes") }, { value: "effective", label: say("rules.effective") }]} />}
        />
      )}
      head={may && <Basis writing={writing} />}
      foot={
        <>
          {(preview.data?.changes.length ?? 0) > 0 && (
            <Alert className="stack-below" type="info" title={say("rules.changes-in-words")} description={<ul className="changes">{preview.data!.changes.map((c, i) => <li key={i}>{worded(textOf(c.sentence, language))}</li>)}</ul>} />
          )}
          <LayerFindings findings={others} worded={worded} />
        </>
      }
    />
  );
}

/** Which layer says what, which steps are its own, and which it may not leave out. */
function useOrigins(effective: Api["EffectiveView"], unit: string) {
  const say = useSay();
  const [language] = useLanguage();
  const ownCode = unit.split("/").filter(Boolean).at(-1) ?? "";
  const origins = useMemo(() => new Map(effective.origins.map((o) => [o.key, o])), [effective]);
  const locks = useMemo(() => new Map(effective.locks.filter((l) => l.unit !== ownCode).map((l) => [l.key, l.article])), [effective, ownCode]);
  const owns = useMemo(() => new Set(effective.origins.filter((o) => o.unit === ownCode && ownCode !== "").map((o) => o.key.split(".")[0]!)), [effective, ownCode]);
  const origin = (key: string) => {
    const by = origins.get(key);
    return by && { own: by.unit === ownCode, words: say(by.unit === ownCode ? "rules.from-own" : "rules.from", { name: textOf(by.name, language), article: by.article }) };
  };
  return { origin, locks, owns };
}

/** What a text says of itself under a name; "" where it says nothing or cannot be read. */
const said = (text: string, name: string): string => {
  const source = read(text);
  return source ? ((member(source.root, name)?.value as string | undefined) ?? "") : "";
};

/** By what, and from when on, a unit changes what the layers above say. */
function Basis({ writing: { text, bench } }: { writing: Writing }) {
  const say = useSay();
  const article = said(text, "article");
  const put = (name: string) => (value: string | undefined) => {
    const source = read(text);
    if (source) bench.current?.apply(set(source, source.root, name, value ?? ""));
  };
  return (
    <div className="strip stack-below">
      <label className="labelled">{say("rules.own-article")}<Typed value={article} changed={put("article")}>{(typing, write, keep) => <Input value={typing ?? ""} {...(article ? {} : { status: "warning" })} onChange={(e) => write(e.target.value)} onBlur={keep} onPressEnter={keep} />}</Typed></label>
      <label className="labelled">{say("rules.own-from")}<Typed value={said(text, "from")} changed={put("from")}>{(typing, write, keep) => <Input type="date" value={typing ?? ""} onChange={(e) => write(e.target.value)} onBlur={keep} />}</Typed></label>
      {!article && <span className="locked">{say("rules.article-needed")}</span>}
    </div>
  );
}
