import { Alert, Card, Input } from "antd";
import type { Api } from "@/api/client";
import { listed, textOf, useLanguage, useSay } from "@/app/texts";
import type { WorkingCopy } from "./workingCopy";

/** What the rules find in the list as it stands on the desk; each is answered with a reason or goes away with a change. */
export function Hints({ hints, copy }: { hints: Api["HintView"][]; copy: WorkingCopy }) {
  const say = useSay();
  const [language] = useLanguage();
  if (hints.length === 0) return null;
  return (
    <Card title={say("rosters.hints", { count: hints.length })}>
      <ul className="hints">
        {hints.map((h) => (
          <li key={h.key}>
            <p>{textOf(h.text, language)}</p>
            <Input
              aria-label={say("rosters.hint-answer", { hint: textOf(h.text, language) })}
              placeholder={say(h.required ? "rosters.hint-required" : "rosters.hint-optional")}
              maxLength={500}
              value={copy.answerOf(h.key)}
              status={h.required && copy.answerOf(h.key).trim() === "" ? "warning" : ""}
              onChange={(e) => copy.answer(h.key, e.target.value)}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}

export const unanswered = (hints: Api["HintView"][], copy: WorkingCopy): Api["HintView"][] => hints.filter((h) => h.required && copy.answerOf(h.key).trim() === "");

/** Who may act where one may not, in the server's names. */
export function Duties({ duties }: { duties: Api["DutiesView"] }) {
  const say = useSay();
  const [language] = useLanguage();
  if (duties.mayDecide) return null;
  const names = listed(duties.deciders.map((r) => textOf(r.name, language)), language);
  return <Alert type="info" showIcon title={say(duties.mayRecord ? "rosters.only-record" : "rosters.only-look", { names })} />;
}
