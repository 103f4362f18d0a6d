import { Alert, Button } from "antd";
import { useEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Refused } from "@/ui/Refused";
import { Findings } from "../Findings";
import { useMaySetUp } from "../maySetUp";
import { Leaving } from "./Leaving";
import { Publish } from "./Publish";
import { placed, read } from "./source";
import type { TextHandle } from "./Text";
import { useSchemasOf } from "./useTools";

const Pause = 250;

const asWritten = (sentence: string): string => sentence;

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

/** What every bench is given, whichever kind of document lies on it. */
export interface Laid {
  ref: RefObject<TextHandle | null>;
  text: string;
  changed: (text: string) => void;
  schemas: { name: string; schema: unknown }[];
  readOnly: boolean;
  findings: Api["FindingView"][];
}

interface EditingProps {
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
  findings: Api["FindingView"][];
  /** They are of a text that is not the present one any more: nothing is put right by them. */
  stale: boolean;
  /** Sentences of the check with the names that people know things by. */
  worded?: (sentence: string) => string;
  bench: (laid: Laid) => ReactNode;
}

/** Writing a document: text and picture, what is wrong with it, the draft and the way to a new version. Who does not keep the unit's documents only reads. */
export function Editing({ kind, unit, title, sentence, stored, writing, schemaNames, error, incomplete = false, head, foot, findings: found, stale, worded = asWritten, bench }: EditingProps) {
  const say = useSay();
  const go = useNavigate();
  const may = useMaySetUp()(unit);
  const { text } = writing;
  const [kept, setKept] = useState(stored.state === "draft" ? stored.text : undefined);
  const [publishing, setPublishing] = useState(false);
  useArrival(writing);
  const schemas = useSchemasOf(schemaNames);
  const isOld = stale || text !== writing.settled;
  const findings = useMemo(() => (isOld ? found.map((f) => ({ ...f, fix: null })) : found), [found, isOld]);
  const draft = useAct(
    (sent: string, key: string) => body(api.POST(kind === "definitions" ? "/api/definitions/draft" : "/api/packs/draft", { params: { header: acting(key) }, body: { unit, text: sent } })),
    (_, sent) => setKept(sent),
  );
  const isNew = text !== stored.text;
  return (
    <Page
      wide
      title="rules.title"
      heading={title}
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
      {schemas && bench({ ref: writing.bench, text, changed: writing.write, schemas, readOnly: !may, findings })}
      {foot}
      {(may || kind === "definitions") && <Findings findings={findings} worded={worded} show={(f) => f.place && writing.bench.current?.reveal(f.place.offset, f.place.length)} {...(may ? { fix: (f) => writing.bench.current?.apply([f]) } : {})} />}
      {publishing && <Publish kind={kind} unit={unit} text={text} findings={findings} worded={worded} published={() => setKept(text)} close={(done) => (done ? void go("/rules") : setPublishing(false))} />}
      <Leaving unkept={isNew && kept !== text} keeping={draft.isPending} refused={draft.error} keep={(then) => draft.mutate(text, { onSuccess: then })} />
    </Page>
  );
}

/** A link from a finding elsewhere leads to its place: shown as soon as the text is there. */
function useArrival({ text, bench }: Writing) {
  const [search, setSearch] = useSearchParams();
  const pointer = search.get("at");
  const offset = search.get("offset");
  useEffect(() => {
    if (pointer === null && offset === null) return;
    const source = read(text);
    const found = pointer !== null && source ? placed(source, pointer) : { offset: Number(offset), length: Number(search.get("length")) };
    const timer = setInterval(() => {
      if (!bench.current?.reveal(found.offset, found.length)) return;
      clearInterval(timer);
      setSearch((now) => (["at", "offset", "length"].forEach((n) => now.delete(n)), now), { replace: true });
    }, Pause);
    return () => clearInterval(timer);
  }, [pointer, offset]);
}
