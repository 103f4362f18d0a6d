import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Refused, Shown } from "@/ui/Refused";
import { Findings } from "../Findings";
import { ofDefinition } from "./gestures";
import { Publish } from "./Publish";
import type { TextHandle } from "./Text";
import { analysisOf, useSchemasOf, useSnippets, useTypes } from "./useTools";
import { useWorded } from "./words";
import { Workbench } from "./Workbench";

const Pause = 250;

/** The text as it stood a moment ago: nothing is asked while one types. */
export function useSettled(text: string): string {
  const [settled, settle] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => settle(text), Pause);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** Writing a definition: its text beside its picture, from a published version or a draft. */
export default function EditorPage() {
  const { layer = "", key = "" } = useParams();
  const stored = useQuery({ queryKey: ["definitions", layer, key], queryFn: () => body(api.GET("/api/definitions/text", { params: { query: { layer, key } } })), staleTime: Infinity });
  const types = useTypes();
  return <Shown of={stored}>{(s) => <Shown of={types}>{(t) => <Editing key={key} stored={s} types={t} />}</Shown>}</Shown>;
}

const Schemas = ["workflow-definition.schema.json"];

function Editing({ stored, types }: { stored: Api["DocumentTextView"]; types: Api["ActivityTypeView"][] }) {
  const say = useSay();
  const [language] = useLanguage();
  const go = useNavigate();
  const unit = stored.version.layer;
  const [text, setText] = useState(stored.text);
  const [kept, setKept] = useState(stored.version.state === "draft" ? stored.text : "");
  const [publishing, setPublishing] = useState(false);
  const bench = useRef<TextHandle>(null);
  const settled = useSettled(text);
  const analysis = useQuery({ ...analysisOf(settled, unit, true), placeholderData: keepPreviousData });
  const schemas = useSchemasOf(Schemas);
  const snippets = useSnippets(types);
  const last = useRef<{ activities: Api["NodeView"][]; edges: Api["EdgeView"][]; text: string }>(undefined);
  const read = analysis.data && !analysis.isPlaceholderData && analysis.data.activities.length > 0;
  if (read && last.current?.text !== settled) last.current = { activities: analysis.data.activities, edges: analysis.data.edges, text: settled };
  const broken = analysis.data && analysis.data.activities.length === 0 ? textOf(analysis.data.findings[0]?.sentence ?? "", language) : undefined;
  const findings = useMemo(() => (analysis.data?.findings ?? []) as Api["FindingView"][], [analysis.data]);
  const draft = useAct((_: void, k: string) => body(api.POST("/api/definitions/draft", { params: { header: acting(k) }, body: { unit, text } })), () => setKept(text));
  const worded = useWorded(last.current?.activities ?? [], types);
  const isNew = text !== stored.text;
  return (
    <Page
      wide
      title={textOf(stored.version.name, language) || say("rules.title")}
      crumbs={[{ to: "/rules", text: say("rules.title") }]}
      sentence={say("rules.editing", { number: stored.version.version })}
      actions={
        <>
          <Button loading={draft.isPending} disabled={!isNew || kept === text} onClick={() => draft.mutate()}>{say(kept === text ? "rules.draft-kept" : "rules.keep-draft")}</Button>
          <Button type="primary" disabled={!isNew && stored.version.state === "published"} onClick={() => setPublishing(true)}>{say("rules.publish")}</Button>
        </>
      }
    >
      <Refused error={draft.error} />
      {schemas && (
        <Workbench
          ref={bench}
          own={stored.version.id}
          text={text}
          changed={setText}
          schemas={schemas}
          types={types}
          snippets={snippets}
          findings={findings}
          picture={last.current}
          broken={broken}
          readOnly={false}
          gestures={ofDefinition}
          origin={none}
          locks={noLocks}
          owns={noOwns}
        />
      )}
      <Findings findings={findings} worded={worded} show={(f) => f.place && bench.current?.reveal(f.place.offset, f.place.length)} />
      {publishing && <Publish kind="definitions" unit={unit} text={text} findings={findings} worded={worded} close={(published) => (published ? void go("/rules") : setPublishing(false))} />}
    </Page>
  );
}

const none = () => undefined;
const noLocks = new Map<string, string>();
const noOwns = new Set<string>();
