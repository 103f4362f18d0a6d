import { Alert, Button } from "antd";
import type { Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";

interface FindingsProps {
  findings: Api["FindingView"][];
  show?: (finding: Api["FindingView"]) => void;
  worded?: (sentence: string) => string;
  /** Puts right what a finding knows the better word for. */
  fix?: (splice: NonNullable<Api["FindingView"]["fix"]>) => void;
}

const asWritten = (sentence: string): string => sentence;

/** What the check finds, in the server's words, each with its article and its place. */
export function Findings({ findings, show, worded = asWritten, fix }: FindingsProps) {
  const say = useSay();
  const [language] = useLanguage();
  if (findings.length === 0) return <Alert type="success" showIcon title={say("rules.no-findings")} />;
  return (
    <ul className="findings" aria-label={say("rules.check")}>
      {findings.map((f, i) => (
        <li key={`${f.code}-${i}`}>
          <Alert
            type={f.severity === "error" ? "error" : f.severity === "warning" ? "warning" : "info"}
            showIcon
            title={worded(textOf(f.sentence, language))}
            description={f.article ? say("ui.article", { article: f.article }) : undefined}
            action={
              <>
                {fix && f.fix && <Button size="small" onClick={() => fix(f.fix!)}>{say("rules.fix", { word: f.fix.text })}</Button>}
                {f.place && (show ? <Button size="small" type="link" onClick={() => show(f)}>{say("rules.place", { line: f.place.line, column: f.place.column })}</Button> : say("rules.place", { line: f.place.line, column: f.place.column }))}
              </>
            }
          />
        </li>
      ))}
    </ul>
  );
}
