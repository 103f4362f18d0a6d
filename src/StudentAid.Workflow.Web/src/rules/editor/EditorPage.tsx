import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { useParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Shown } from "@/ui/Refused";
import PackEditor from "../packs/PackEditor";
import { isDefinition } from "../paths";
import { Editing, useWriting } from "./Editing";
import { ofDefinition } from "./gestures";
import { analysisOf, useSnippets, useTypes } from "./useTools";
import { Workbench, type WorkbenchProps } from "./Workbench";
import { useWorded } from "./words";

/** Writing a document: a definition with its picture, any other with its tables. */
export default function EditorPage() {
  const { layer = "", key = "" } = useParams();
  return isDefinition(key) ? <DefinitionEditor layer={layer} id={key} /> : <PackEditor layer={layer} id={key} />;
}

/** A definition's text beside its picture, from a published version or a draft. */
function DefinitionEditor({ layer, id: key }: { layer: string; id: string }) {
  const stored = useQuery({ queryKey: ["definitions", layer, key], queryFn: () => body(api.GET("/api/definitions/text", { params: { query: { layer, key } } })), staleTime: Infinity });
  const types = useTypes();
  return <Shown of={stored}>{(s) => <Shown of={types}>{(t) => <Definition key={key} stored={s} types={t} />}</Shown>}</Shown>;
}

const Schemas = ["workflow-definition.schema.json"];

function Definition({ stored: { version, text: stored }, types }: { stored: Api["DocumentTextView"]; types: Api["ActivityTypeView"][] }) {
  const say = useSay();
  const [language] = useLanguage();
  const writing = useWriting(stored);
  const { settled } = writing;
  const analysis = useQuery({ ...analysisOf(settled, version.layer, true), placeholderData: keepPreviousData });
  const last = useRef<WorkbenchProps["picture"]>(undefined);
  const read = analysis.data && !analysis.isPlaceholderData && analysis.data.activities.length > 0;
  if (read && last.current?.text !== settled) last.current = { activities: analysis.data.activities, edges: analysis.data.edges, text: settled };
  const snippets = useSnippets(types);
  const worded = useWorded(last.current?.activities ?? [], types);
  const findings = useMemo(() => (analysis.data?.findings ?? []) as Api["FindingView"][], [analysis.data]);
  return (
    <Editing
      kind="definitions"
      unit={version.layer}
      title={textOf(version.name, language)}
      sentence={say("rules.editing", { number: version.version })}
      stored={{ text: stored, state: version.state }}
      writing={writing}
      schemaNames={Schemas}
      findings={findings}
      worded={worded}
      stale={analysis.isPlaceholderData}
      bench={(laid) => (
        <Workbench
          {...laid}
          own={version.id}
          types={types}
          snippets={snippets}
          picture={last.current}
          broken={analysis.data && analysis.data.activities.length === 0 ? textOf(findings[0]?.sentence ?? "", language) : undefined}
          gestures={ofDefinition}
          origin={none}
          locks={noLocks}
          owns={noOwns}
        />
      )}
    />
  );
}

const none = () => undefined;
const noLocks = new Map<string, string>();
const noOwns = new Set<string>();
