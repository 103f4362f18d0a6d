import { Alert, Button } from "antd";
import { useEffect, useRef, useState, type ReactNode, type RefObject } from "react";
import { useNavigate } from "react-router";
import { acting, useAct } from "@/api/act";
import { api, body } from "@/api/client";
import { useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Refused } from "@/ui/Refused";
import { Findings } from "../Findings";
import { useMaySetUp } from "../maySetUp";
import { Leaving } from "./Leaving";
import { Publish } from "./Publish";
import type { TextHandle } from "./Text";
import { useSchemasOf, useSnippets } from "./useTools";
import { useWorded } from "./words";
import { Workbench, type WorkbenchProps } from "./Workbench";

const Pause = 250;

/** A text that is being written: as it is, as it stood a moment ago (nothing is asked while one types), and the hand that changes it. */
export interface Writing {
  text: string;
  settled: string;
  write: (text: string) => void;
  bench: RefObject<TextHandle | null>;
}

export function useWriting(stored: string): Writing {
  const [text, write] = useState(stored);
  const [settled, settle] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => settle(text), Pause);
    return () => clearTimeout(timer);
  }, [text]);
  return { text, settled, write, bench: useRef<TextHandle>(null) };
}

interface EditingProps extends Omit<WorkbenchProps, "text" | "changed" | "schemas" | "snippets" | "readOnly"> {
  kind: "definitions" | "packs";
  unit: string;
  title: string;
  sentence: string;
  /** The text from which it began, and what became of it: draft, proposed, published, retracted. */
  stored: { text: string; state: string };
  writing: Writing;
  schemaNames: string[];
  error?: unknown;
  /** Something is still to be written before it can be published. */
  incomplete?: boolean;
  head?: ReactNode;
  foot?: ReactNode;
}

/** Writing a document: text and picture, what is wrong with it, the draft and the way to a new version. Who does not keep the unit's documents only reads. */
export function Editing({ kind, unit, title, sentence, stored, writing, schemaNames, error, incomplete = false, head, foot, ...bench }: EditingProps) {
  const say = useSay();
  const go = useNavigate();
  const may = useMaySetUp()(unit);
  const { text } = writing;
  const [kept, setKept] = useState(stored.state === "draft" ? stored.text : undefined);
  const [publishing, setPublishing] = useState(false);
  const schemas = useSchemasOf(schemaNames);
  const snippets = useSnippets(bench.types);
  const worded = useWorded(bench.picture?.activities ?? [], bench.types);
  const draft = useAct(
    (sent: string, key: string) => body(api.POST(kind === "definitions" ? "/api/definitions/draft" : "/api/packs/draft", { params: { header: acting(key) }, body: { unit, text: sent } })),
    (_, sent) => setKept(sent),
  );
  const isNew = text !== stored.text;
  return (
    <Page
      wide
      title={title || say("rules.title")}
      crumbs={[{ to: "/rules", text: say("rules.title") }]}
      sentence={sentence}
      actions={
        may && (
          <>
            <Button loading={draft.isPending} disabled={!isNew || kept === text} onClick={() => draft.mutate(text)}>{say(kept === text ? "rules.draft-kept" : "rules.keep-draft")}</Button>
            <Button type="primary" disabled={(!isNew && stored.state !== "draft") || incomplete} onClick={() => setPublishing(true)}>{say("rules.publish")}</Button>
          </>
        )
      }
    >
      {!may && <Alert className="stack-below" type="info" showIcon title={say("rules.read-only")} />}
      <Refused error={error} />
      <Refused error={draft.error} />
      {head}
      {schemas && <Workbench {...bench} ref={writing.bench} text={text} changed={writing.write} schemas={schemas} snippets={snippets} readOnly={!may} />}
      {foot}
      <Findings findings={bench.findings} worded={worded} show={(f) => f.place && writing.bench.current?.reveal(f.place.offset, f.place.length)} />
      {publishing && <Publish kind={kind} unit={unit} text={text} findings={bench.findings} worded={worded} published={() => setKept(text)} close={(done) => (done ? void go("/rules") : setPublishing(false))} />}
      <Leaving unkept={isNew && kept !== text} keeping={draft.isPending} refused={draft.error} keep={(then) => draft.mutate(text, { onSuccess: then })} />
    </Page>
  );
}
