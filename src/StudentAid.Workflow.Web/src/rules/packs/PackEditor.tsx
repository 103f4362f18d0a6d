import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Alert, Segmented } from "antd";
import { forwardRef, lazy, Suspense, useCallback, useImperativeHandle, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useUnits } from "@/api/reading";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Shown } from "@/ui/Refused";
import { Editing, useWriting, type Laid } from "../editor/Editing";
import { plain, read, type Splice } from "../editor/source";
import type { TextHandle } from "../editor/Text";
import { TextSheet, undoing } from "../editor/TextSheet";
import { useMaySetUp } from "../maySetUp";
import { pictured, Preview } from "./Preview";
import type { Shape } from "./shapes";
import { TableForm } from "./TableForm";

const Compare = lazy(() => import("../editor/Compare"));

/** Writing a document: as tables beside its text, from a published version or a draft, for the unit that has it or for one below that takes its place. */
export default function PackEditor({ layer, id: key }: { layer: string; id: string }) {
  const [search] = useSearchParams();
  const stored = useQuery({ queryKey: ["packs", layer, key], queryFn: () => body(api.GET("/api/packs/text", { params: { query: { layer, key } } })), staleTime: Infinity });
  return <Shown of={stored}>{(s) => <Document key={key} stored={s} unit={search.get("unit") ?? layer} />}</Shown>;
}

const none: Api["FindingView"][] = [];

function Document({ stored: { version, text: stored }, unit }: { stored: Api["DocumentTextView"]; unit: string }) {
  const say = useSay();
  const [language] = useLanguage();
  const names = useUnits();
  const may = useMaySetUp()(unit);
  const own = unit === version.layer;
  const writing = useWriting(stored);
  const { settled } = writing;
  const before = useBefore(version);
  const analysis = useQuery({ queryKey: ["packs", "analysis", unit, settled], queryFn: () => body(api.POST("/api/packs/analyse", { body: { unit, text: settled } })), enabled: may, staleTime: Infinity, gcTime: 30_000, placeholderData: keepPreviousData });
  return (
    <Editing
      kind="packs"
      unit={unit}
      title={textOf(version.name, language)}
      sentence={own ? say("rules.editing", { number: version.version }) : say("rules.editing-for", { unit: names(unit) || say("rules.national") })}
      stored={{ text: stored, state: own ? version.state : "" }}
      writing={writing}
      schemaNames={[`${version.kind}.schema.json`]}
      error={analysis.error}
      findings={analysis.data?.findings ?? none}
      stale={analysis.isPlaceholderData}
      bench={(laid) => <PackBench {...laid} kind={version.kind} own={version.id} before={before} />}
    />
  );
}

/** The version before this one, with its text; undefined where this is the first. */
function useBefore(version: Api["DocumentVersion"]): { number: number; text: string } | undefined {
  const list = useQuery({ queryKey: ["packs"], queryFn: () => body(api.GET("/api/packs")) });
  const { layer, kind, id, procedure, unit } = version;
  const found = (list.data?.items ?? [])
    .filter((d) => d.layer === layer && d.kind === kind && d.id === id && d.procedure === procedure && d.unit === unit && d.version < version.version)
    .sort((a, b) => b.version - a.version)[0];
  const text = useQuery({ queryKey: ["packs", layer, found?.key], queryFn: () => body(api.GET("/api/packs/text", { params: { query: { layer, key: found!.key } } })), enabled: found !== undefined, staleTime: Infinity });
  return found && text.data && { number: found.version, text: text.data.text };
}

/** The document's text beside its tables or its picture: whatever is done in one is seen in the other, and one undo takes both back. */
const PackBench = forwardRef<TextHandle, Omit<Laid, "ref"> & { kind: string; own: string; before: ReturnType<typeof useBefore> }>(function PackBench({ text, changed, schemas, readOnly, findings, kind, own, before }, outer) {
  const say = useSay();
  const hand = useRef<TextHandle>(null);
  const [view, setView] = useState<"table" | "picture" | "compare">("table");
  useImperativeHandle(outer, () => ({ apply: (s) => hand.current?.apply(s), undo: () => hand.current?.undo(), redo: () => hand.current?.redo(), reveal: (o, l) => hand.current?.reveal(o, l) ?? false }));
  const apply = useCallback((s: Splice[]) => hand.current?.apply(s), []);
  // What cannot be read just now stays as it last could be, and takes no change.
  const last = useRef(text);
  const broken = read(text) === null;
  if (!broken) last.current = text;
  const content = plain(read(last.current)?.root) as Record<string, unknown> | undefined;
  const views = [{ value: "table" as const, label: say("rules.as-table") }, ...(pictured.includes(kind) ? [{ value: "picture" as const, label: say("rules.preview") }] : []), ...(before ? [{ value: "compare" as const, label: say("rules.compare", { number: before.number }) }] : [])];
  return (
    <div className="workbench of-tables" onKeyDown={undoing(hand)}>
      <section className="sheet" aria-label={say("rules.as-table")}>
        <div className="sheet-head"><Segmented size="small" aria-label={say("rules.as-table")} value={view} onChange={setView} options={views} /></div>
        {broken && <Alert banner type="warning" title={say("rules.broken-table")} />}
        <div className="sheet-body padded" tabIndex={0}>
          {view === "compare" && before ? (
            <Suspense fallback={<p className="quiet">{say("rules.opening")}</p>}><Compare before={before.text} now={text} /></Suspense>
          ) : view === "picture" && content ? (
            <Preview of={content} />
          ) : (
            <TableForm text={last.current} schema={schemas[0]!.schema as Shape} readOnly={readOnly || broken} apply={apply} />
          )}
        </div>
      </section>
      <TextSheet ref={hand} own={own} text={text} changed={changed} schemas={schemas} findings={findings} snippets={[]} help={[]} readOnly={readOnly} pointed={() => undefined} />
    </div>
  );
});
