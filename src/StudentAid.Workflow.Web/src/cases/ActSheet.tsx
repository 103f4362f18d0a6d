import { useQuery } from "@tanstack/react-query";
import { App } from "antd";
import { useState } from "react";
import { api, body, type Api } from "@/api/client";
import { useCaseRules } from "@/api/reading";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Fields } from "@/ui/form/Fields";
import { clean } from "@/ui/form/schema";
import { Sheet } from "@/ui/Sheet";
import { useControls, useFirst } from "./controls";
import { fieldLabel } from "./fields";
import { askedOf, hashesOf, isDoneElsewhere, sentOf } from "./hands";
import { Begun, useKept } from "./kept";

/** An act at a task, both as they were shown when it was chosen: who acted meanwhile is named and not overwritten. */
export interface Chosen {
  task: Api["ActionView"];
  action: Api["TaskAction"];
}

const nameOf = ({ task, action }: Chosen): string => `${task.task} ${action.verb}`;

/**
 * The sheets of a page's acts, of which one is open. Of those that were closed each stays that was not answered, for the key under which it went out, and the last,
 * so that what it was opened from has the focus again.
 */
export function useActSheets() {
  const [now, setNow] = useState<Chosen>();
  const [closed, setClosed] = useState<(Chosen & { unanswered: boolean })[]>([]);
  const leave = ({ task, action }: Chosen, unanswered: boolean) => {
    const name = nameOf({ task, action });
    setClosed((before) => [...before.filter((c) => c.unanswered && nameOf(c) !== name), { task, action, unanswered }]);
    // Itself alone: the answer to one may come while another is open.
    setNow((shown) => (shown && nameOf(shown) === name ? undefined : shown));
  };
  const others = closed.filter((c) => !now || nameOf(c) !== nameOf(now));
  const sheets = [...others, ...(now ? [now] : [])].map((c) => <ActSheet key={nameOf(c)} task={c.task} action={c.action} open={c === now} close={(unanswered = false) => leave(c, unanswered)} />);
  return { open: now !== undefined, choose: setNow, sheets };
}

interface ActSheetProps extends Chosen {
  open: boolean;
  close: (unanswered?: boolean) => void;
}

/** One act before it is done: what follows from it, until when it can be taken back, and what it asks. */
function ActSheet({ task, action, open, close }: ActSheetProps) {
  const say = useSay();
  const [language] = useLanguage();
  const { message } = App.useApp();
  const control = useControls(action.reasons, { task: task.task, verb: action.verb, targets: useEarlier(task), person: usePerson(task, open) });
  const first = useFirst();
  const schema = askedOf(action);
  const label = textOf(action.label, language);
  const kept = useKept(`${action.verb} ${task.task}`, task.etag, isDoneElsewhere(schema), open);
  const article = useCaseRules(caseOf(task)).data?.activities.find((a) => a.id === task.activity)?.article;
  return (
    <Sheet<Record<string, unknown>>
      open={open && kept.begun !== undefined}
      close={close}
      title={`${textOf(task.title, language)} · ${label}`}
      label={label}
      tone={action.tone as "primary" | "danger" | "default"}
      what={Boolean(action.consequence) && textOf(action.consequence, language)}
      undo={action.undoUntil ? textOf(action.undoUntil, language) : undefined}
      article={article}
      initial={(kept.begun?.answers as Record<string, unknown> | undefined) ?? first(schema)}
      typed={kept.keep}
      weighed
      send={(v, { query, header }) =>
        body(
          api.POST("/api/tasks/{id}/{verb}", {
            params: { path: { id: task.task, verb: action.verb }, query, header: { ...header, "If-Match": task.etag } },
            body: sentOf(action, clean(schema, hashesOf(action, v))),
          }),
        )
      }
      done={() => {
        kept.drop();
        close();
        void message.success(say("cases.done", { label }));
      }}
    >
      {kept.begun && <Begun of={kept.begun} etag={task.etag} anew={() => (kept.drop(), first(schema))} />}
      <Fields schema={schema} path={[]} label={(name) => fieldLabel(say, name)} control={control} />
      {kept.where && <p className="quiet" role="status">{say(kept.where)}</p>}
    </Sheet>
  );
}

const caseOf = (task: Api["ActionView"]): string => task.task.split("-")[0] ?? "";

/** Whose case it is: whose files those are that an act takes along. */
const usePerson = (task: Api["ActionView"], open: boolean): string | undefined =>
  useQuery({ queryKey: ["cases", caseOf(task)], queryFn: () => body(api.GET("/api/cases/{id}", { params: { path: { id: caseOf(task) } } })), enabled: open }).data?.person;

/** The activities that the case passed before this task, as the definition names them; the server says which of them it may go back to. */
function useEarlier(task: Api["ActionView"]) {
  const [language] = useLanguage();
  const activities = useCaseRules(caseOf(task)).data?.activities ?? [];
  const here = activities.findIndex((a) => a.id === task.activity);
  return activities
    .slice(0, Math.max(here, 0))
    .map((a) => ({ value: a.id, label: textOf(a.title, language) }))
    .filter((o) => o.label);
}

/** What an act leads to, in the server's words. */
export function Consequence({ action }: { action: Api["TaskAction"] }) {
  const [language] = useLanguage();
  return (
    <>
      {action.consequence && <p>{textOf(action.consequence, language)}</p>}
      {action.undoUntil && <p className="quiet">{textOf(action.undoUntil, language)}</p>}
    </>
  );
}
