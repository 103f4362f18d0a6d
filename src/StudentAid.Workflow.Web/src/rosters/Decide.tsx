import { App, Button, Form, Input } from "antd";
import { useState } from "react";
import type { How } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useWords } from "@/api/reading";
import { listed, textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { Sheet } from "@/ui/Sheet";
import type { Ranks } from "./ranks";
import type { WorkingCopy } from "./workingCopy";
import { tally, verdictsOf, type Marks } from "./worksheet";

type Roster = Api["RosterView"];

/** Each body's own word: to propose, review, endorse and approve are different acts. */
const words: Record<string, Key> = { propose: "rosters.act-propose", review: "rosters.act-review", endorse: "rosters.act-endorse", approve: "rosters.act-approve" };

/** What who decides says beside the verdicts; the signature where the list is signed in person. */
interface Said {
  minutes?: string;
  signature?: string;
}

interface DecideProps {
  roster: Roster;
  rules: Api["RulesView"] | undefined;
  marks: Marks;
  missing: Api["EntryView"][];
  copy: WorkingCopy;
  /** The order of those agreed to, where the body ranks. */
  ranks: Ranks | undefined;
  /** How many hints still wait for an answer. */
  open: number;
  /** It has been decided from here. */
  decided: () => void;
}

/** The foot of the desk: what would be decided, in numbers, and the act itself with the version that was shown. */
export function Decide({ roster, rules, marks, missing, copy, ranks, open: waiting, decided }: DecideProps) {
  const say = useSay();
  const [language] = useLanguage();
  const { message } = App.useApp();
  const named = useWords(rules);
  const [open, setOpen] = useState(false);
  const act = say(words[roster.act] ?? "rosters.act-decide");
  const article = rules?.activities.find((a) => a.id === roster.activity)?.article;
  // What the working copy holds goes along: where another recorder changes it while the sheet is open, it is weighed anew.
  const copied = {
    etag: roster.etag,
    entries: verdictsOf(marks, ranks?.placeOf),
    hints: roster.hints.map((h) => ({ key: h.key, answer: copy.answerOf(h.key).trim() })).filter((h) => h.answer !== ""),
  };
  const decide = async ({ minutes = "", signature }: Said, { header, query }: How) => {
    const trial = query.dryRun === true;
    if (!trial) await copy.flush();
    const answer = await body(
      api.POST("/api/rosters/{id}/decide", {
        params: { path: { id: roster.id }, query, header: { ...header, "If-Match": copied.etag } },
        body: {
          entries: copied.entries,
          minutes,
          hints: copied.hints,
          ...(roster.signing && { signature: { name: (signature ?? "").trim(), statement: roster.signing.hash } }),
        },
      }),
    );
    // Before the list is read again, so that it is not taken for another's decision.
    if (!trial) decided();
    return answer;
  };
  const order = (rules?.levels ?? []).map((l) => l.id);
  const placeOf = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  const counted = Object.entries(tally(marks)).sort(([a], [b]) => placeOf(a) - placeOf(b));
  const counts = counted.map(([key, count]) => say("rosters.tally", { what: named.level(key) || say(other[key] ?? "rosters.hold"), count }));
  const sentence = counts.join(language === "en" ? ", " : "，");
  return (
    <div className="desk-foot">
      <span aria-live="polite">
        <strong>{sentence}</strong>
        {missing.length > 0 && <span className="due"> {say("rosters.missing", { count: missing.length, names: listed(missing.slice(0, 3).map((e) => e.name), language) })}</span>}
        {waiting > 0 && <span className="due"> {say("rosters.hints-open", { count: waiting })}</span>}
      </span>
      <Button type="primary" size="large" disabled={waiting > 0 || missing.length > 0 || Object.keys(marks).length === 0} onClick={() => setOpen(true)}>
        {act}
      </Button>
      <Sheet<Said>
        open={open}
        close={() => setOpen(false)}
        title={act}
        label={say("rosters.confirm", { act })}
        what={
          <>
            <p>{say("rosters.what", { count: Object.keys(marks).length, sentence })}</p>
            {ranks && ranks.last >= ranks.first && <p>{say("rosters.ranked", { first: ranks.first, last: ranks.last })}</p>}
          </>
        }
        article={article}
        weighed
        beside={copied}
        send={decide}
        done={() => {
          setOpen(false);
          void message.success(say("rosters.done", { act }));
        }}
      >
        <Form.Item name="minutes" label={say("rosters.minutes")} extra={say("rosters.minutes-why")}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
        </Form.Item>
        {roster.signing && (
          <>
            <blockquote>{textOf(roster.signing.statement, language)}</blockquote>
            <Form.Item name="signature" label={say("rosters.sign")} extra={say("rosters.sign-why")} rules={[{ required: true, whitespace: true, message: say("rosters.sign-needed") }]}>
              <Input autoComplete="off" maxLength={60} />
            </Form.Item>
          </>
        )}
      </Sheet>
    </div>
  );
}

const other: Record<string, Key> = { "not-determined": "rosters.not-determined-short", return: "rosters.return", hold: "rosters.hold" };
