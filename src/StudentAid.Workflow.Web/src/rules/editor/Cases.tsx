import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Progress } from "antd";
import { useEffect, useRef, useState } from "react";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Refused } from "@/ui/Refused";
import { member, read } from "./source";

interface CasesProps {
  unit: string;
  text: string;
  next: () => void;
}

type Run = Api["CaseRunView"];

/** Whose procedure a text is: a definition's own, or the one that another document belongs to. */
export function procedureOf(text: string): string {
  const root = read(text)?.root;
  return ((member(root, "definitionId") ?? member(root, "procedure"))?.value as string | undefined) ?? "";
}

/** The case files of the procedure, gone through one by one with the text as though it were published: what failed says at which step and why. What failed or was left out is passed over only knowingly. */
export function Cases({ unit, text, next }: CasesProps) {
  const say = useSay();
  const [runs, setRuns] = useState<Run[]>([]);
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<unknown>();
  const [seen, setSeen] = useState(false);
  const stopped = useRef(false);
  useEffect(() => () => void (stopped.current = true), []);
  const procedure = procedureOf(text);
  const files = useQuery({ queryKey: ["case-files", procedure, unit], queryFn: () => body(api.GET("/api/case-files", { params: { query: { procedure, unit } } })), enabled: procedure !== "", staleTime: Infinity });
  const all = files.data?.items ?? [];
  const failed = runs.filter((r) => !r.passed);
  const whole = all.length > 0 && runs.length === all.length;
  const known = whole && failed.length === 0;
  const run = async () => {
    stopped.current = false;
    setRuns([]);
    setSeen(false);
    setError(undefined);
    setRunning(true);
    try {
      for (const { file } of all) {
        if (stopped.current) break;
        const done = await body(api.POST("/api/case-files/run", { body: { unit, file, texts: [text] } }));
        setRuns((before) => [...before, done]);
      }
    } catch (refused) {
      setError(refused);
    }
    setRunning(false);
  };
  const none = procedure === "" || (files.data !== undefined && all.length === 0);
  return (
    <>
      <p className="quiet">{say(none ? "rules.cases-none" : "rules.cases-what")}</p>
      <Refused error={files.error ?? error} />
      {!none && (
        <div className="strip">
          {running ? <Button onClick={() => void (stopped.current = true)}>{say("rules.cases-stop")}</Button> : <Button disabled={all.length === 0} onClick={() => void run()}>{say("rules.cases-run")}</Button>}
          <span role="status">{(running || runs.length > 0) && say("rules.cases-progress", { done: runs.length, all: all.length })}</span>
        </div>
      )}
      {running && <Progress aria-label={say("rules.cases")} percent={Math.round((runs.length / all.length) * 100)} showInfo={false} size="small" />}
      {whole && <Alert showIcon type={failed.length > 0 ? "error" : "success"} title={failed.length > 0 ? say("rules.cases-failed", { failed: failed.length, all: all.length }) : say("rules.cases-passed", { count: all.length })} />}
      <Results runs={runs} />
      {runs.length > 0 && !known && !running && <Checkbox checked={seen} onChange={(e) => setSeen(e.target.checked)}>{say("rules.cases-seen")}</Checkbox>}
      <Button type="primary" disabled={running || !(none || known || (runs.length > 0 && seen))} onClick={next}>{say("rules.go-on")}</Button>
    </>
  );
}

/** What failed first, with its step and sentence; then what passed. */
function Results({ runs }: { runs: Run[] }) {
  const say = useSay();
  const [language] = useLanguage();
  return (
    <ul className="findings" aria-label={say("rules.cases")}>
      {[...runs].sort((a, b) => Number(a.passed) - Number(b.passed)).map((r) => (
        <li key={r.file}>
          <Alert
            type={r.passed ? "success" : "error"}
            showIcon
            title={`${say(r.passed ? "rules.case-passed" : "rules.case-failed")} · ${textOf(r.title, language)}`}
            description={r.passed ? undefined : r.findings.map((f) => <div key={f.code}>{say("rules.case-step", { step: r.step })} · {textOf(f.sentence, language)}</div>)}
          />
        </li>
      ))}
    </ul>
  );
}
