import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Alert, Button, Input, Segmented } from "antd";
import { useMemo, useRef, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { useMe } from "@/app/session";
import { useUnits } from "@/api/reading";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Refused, Shown } from "@/ui/Refused";
import { useMaySetUp } from "../maySetUp";
import { Findings } from "../Findings";
import { useSettled } from "./EditorPage";
import { inherited, ofOverlay } from "./overlay";
import { Publish } from "./Publish";
import { Typed } from "./Option";
import { member, read, set } from "./source";
import type { TextHandle } from "./Text";
import { analysisOf, useSchemasOf, useSnippets, useTypes } from "./useTools";
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
      return mine ? (await body(api.GET("/api/packs/text", { params: { query: { layer: unit, key: mine.key } } }))).text : null;
    },
  });
  return (
    <Shown of={types}>
      {(t) => <Shown of={effective}>{(e) => <Shown of={own}>{(text) => <Layer key={unit + procedure} unit={unit} base={e} text={text ?? blank(procedure, say("rules.own-changes"), today)} types={t} />}</Shown>}</Shown>}
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
  text: string;
  types: Api["ActivityTypeView"][];
}

function Layer({ unit, base, text: stored, types }: LayerProps) {
  const say = useSay();
  const [language] = useLanguage();
  const names = useUnits();
  const go = useNavigate();
  const may = useMaySetUp();
  const [text, setText] = useState(stored);
  const [view, setView] = useState<"own" | "effective">("own");
  const [publishing, setPublishing] = useState(false);
  const bench = useRef<TextHandle>(null);
  const settled = useSettled(text);
  const preview = useQuery({
    queryKey: ["layers", "preview", unit, base.id, settled],
    queryFn: () => body(api.POST("/api/layers/preview", { body: { unit, procedure: base.id, text: settled } })),
    enabled: may(unit),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const last = useRef(base);
  if (preview.data?.effective && !preview.isPlaceholderData) last.current = preview.data.effective;
  const effective = last.current;
  const analysis = useQuery({ ...analysisOf(effective.text, unit, false), placeholderData: keepPreviousData });
  const picture = useMemo(() => analysis.data && { activities: analysis.data.activities, edges: analysis.data.edges, text: effective.text }, [analysis.data, effective.text]);
  const schemas = useSchemasOf(Schemas);
  const snippets = useSnippets(types);
  const broken = preview.data && !preview.data.effective ? textOf(preview.data.findings[0]?.sentence ?? "", language) : undefined;
  const findings = useMemo<Api["FindingView"][]>(() => [...(preview.data?.findings ?? []), ...(preview.data?.effective?.findings ?? []).map((f) => ({ ...f, severity: "error", article: null }) as Api["FindingView"])], [preview.data]);
  const ownCode = unit.split("/").filter(Boolean).at(-1) ?? "";
  const origins = useMemo(() => new Map(effective.origins.map((o) => [o.key, o])), [effective]);
  const origin = (key: string) => {
    const by = origins.get(key);
    return by && { own: by.unit === ownCode, words: say(by.unit === ownCode ? "rules.from-own" : "rules.from", { name: textOf(by.name, language), article: by.article }) };
  };
  const locks = useMemo(() => new Map(effective.locks.filter((l) => l.unit !== ownCode).map((l) => [l.key, l.article])), [effective, ownCode]);
  const source = useMemo(() => read(text), [text]);
  const article = source ? ((member(source.root, "article")?.value as string | undefined) ?? "") : "";
  const from = source ? ((member(source.root, "from")?.value as string | undefined) ?? "") : "";
  const put = (name: string) => (value: string | undefined) => source && bench.current?.apply(set(source, source.root, name, value ?? ""));
  const owns = useMemo(() => new Set(effective.origins.filter((o) => o.unit === ownCode && ownCode !== "").map((o) => o.key.split(".")[0]!)), [effective, ownCode]);
  const worded = useWorded(analysis.data?.activities ?? [], types);
  return (
    <Page
      wide
      title={textOf(analysis.data?.name ?? "", language) || say("rules.title")}
      crumbs={[{ to: "/rules", text: say("rules.title") }]}
      sentence={say("rules.layer-of", { unit: names(unit) || say("rules.national") })}
      actions={may(unit) && <Button type="primary" disabled={text === stored || !article} onClick={() => setPublishing(true)}>{say("rules.publish")}</Button>}
    >
      <Refused error={preview.error ?? analysis.error} />
      {may(unit) && (
        <div className="strip stack-below">
          <label className="labelled">{say("rules.own-article")}<Typed value={article} changed={put("article")}>{(typing, write, keep) => <Input value={typing ?? ""} {...(article ? {} : { status: "warning" })} onChange={(e) => write(e.target.value)} onBlur={keep} onPressEnter={keep} />}</Typed></label>
          <label className="labelled">{say("rules.own-from")}<Typed value={from} changed={put("from")}>{(typing, write, keep) => <Input type="date" value={typing ?? ""} onChange={(e) => write(e.target.value)} onBlur={keep} />}</Typed></label>
          {!article && <span className="locked">{say("rules.article-needed")}</span>}
        </div>
      )}
      {schemas && (
        <Workbench
          ref={bench}
          own={`${base.id}-overlay`}
          text={text}
          changed={setText}
          schemas={schemas}
          types={types}
          snippets={snippets}
          findings={findings}
          picture={picture}
          broken={broken}
          {...(view === "effective" ? { instead: effective.text } : {})}
          readOnly={!may(unit)}
          gestures={(source) => (member(source.root, "changes")?.type === "array" ? ofOverlay(source, { hops: analysis.data?.edges ?? [] }) : null)}
          inherit={inherited}
          origin={origin}
          locks={locks}
          owns={owns}
          above={<Segmented size="small" aria-label={say("rules.text")} value={view} onChange={setView} options={[{ value: "own", label: say("rules.own-changes") }, { value: "effective", label: say("rules.effective") }]} />}
        />
      )}
      {(preview.data?.changes.length ?? 0) > 0 && (
        <Alert className="stack-below" type="info" title={say("rules.changes-in-words")} description={<ul className="changes">{preview.data!.changes.map((c, i) => <li key={i}>{worded(textOf(c.sentence, language))}</li>)}</ul>} />
      )}
      <Findings findings={findings} worded={worded} show={(f) => f.place && bench.current?.reveal(f.place.offset, f.place.length)} />
      {publishing && <Publish kind="packs" unit={unit} text={text} findings={findings} worded={worded} close={(published) => (published ? void go("/rules") : setPublishing(false))} />}
    </Page>
  );
}

