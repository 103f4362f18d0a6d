import { Alert, Button, Form, Modal } from "antd";
import type { ReactNode } from "react";
import { doing, useAct, type How } from "@/api/act";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { Refused } from "./Refused";
import { sealed, useWeighed, type Facts, type Tried, type Weighed } from "./weigh";

export interface SheetProps<T> {
  title: string;
  /** What the act's button says. */
  label: string;
  /** What follows from it. */
  what?: ReactNode;
  /** What it rests on and until when it can be taken back, where the definition says so; else the server's own words. */
  article?: string | null | undefined;
  undo?: string | undefined;
  /** To how many it is done, where the page knows it and the server counts nothing. */
  count?: string | undefined;
  tone?: "primary" | "danger" | "default";
  initial?: Partial<T> | undefined;
  /** It has consequences: the server is asked by a trial first, and what it refuses cannot be done from here. */
  weighed?: boolean;
  send: (input: T, how: How) => Promise<unknown>;
  done?: (answer: unknown, input: T) => void;
  refused?: () => void;
  /** The fields that it asks for. */
  children?: ReactNode;
}

/** The sheet before an act: what follows, to how many, until when it can be taken back, what it rests on; then what it asks, and the server's refusal beside what was typed. */
export function Sheet<T extends object>({ open, close, width = 520, ...act }: SheetProps<T> & { open: boolean; close: () => void; width?: number }) {
  return (
    <Modal open={open} title={act.title} footer={null} onCancel={close} width={width} destroyOnHidden>
      <SheetForm<T> {...act} />
    </Modal>
  );
}

/** What stands in such a sheet, for a page that first has to ask what is to be said in it. */
export function SheetForm<T extends object>({ label, what, article, undo, count, tone = "default", initial, weighed: asks = false, send, done, refused, children }: Omit<SheetProps<T>, "title">) {
  const say = useSay();
  const [form] = Form.useForm<T>();
  const { weighed, ask } = useWeighed(form, asks, send);
  const act = useAct((v: T, key) => send(v, doing(key)), done);
  const closed = asks && !act.isPending && (weighed.at === "asking" || weighed.at === "refused");
  const finish = (v: T) => {
    // Only what was weighed is done: not what was typed since.
    if (asks && !(weighed.at === "fits" && weighed.of === sealed(v))) void ask();
    else act.mutate(v, { onError: () => refused?.() });
  };
  return (
    <>
      {what && <div className="quiet stack-below">{what}</div>}
      <Form<T> form={form} layout="vertical" {...(initial ? { initialValues: initial as never } : {})} requiredMark="optional" onFinish={finish}>
        {children}
        {asks && <Before of={weighed} article={article} undo={undo} count={count} again={() => void ask()} />}
        <Refused error={act.error} />
        <Button type="primary" htmlType="submit" danger={tone === "danger"} loading={act.isPending} disabled={closed} className="below">
          {act.isPending ? say("ui.sending") : label}
        </Button>
      </Form>
    </>
  );
}

/** What the server answered to the trial, or why it would refuse. */
function Before({ of, again, ...known }: { of: Weighed; again: () => void } & Known) {
  const say = useSay();
  return (
    <div role="status" className="before">
      {of.at === "asking" && <p className="quiet">{say("ui.act-asking")}</p>}
      {of.at === "incomplete" && <p className="quiet">{say("ui.act-incomplete")}</p>}
      {of.at === "refused" && <Refused error={of.error} again={again} />}
      {of.at === "fits" && <FactsOf tried={of.tried} {...known} />}
    </div>
  );
}

interface Known {
  article?: string | null | undefined;
  undo?: string | undefined;
  count?: string | undefined;
}

const counted: Record<string, Key> = { students: "ui.act-students", rows: "ui.act-rows", documents: "ui.act-documents", events: "ui.act-events" };

const countOf = (facts: Facts | null | undefined) => (facts?.of && facts.count !== null && facts.count !== undefined && counted[facts.of] ? ([counted[facts.of]!, facts.count] as const) : undefined);

/** To how many, until when it can be taken back, and what it rests on. */
export function FactsOf({ tried: { facts, warnings = [] }, article, undo, count }: { tried: Tried } & Known) {
  const say = useSay();
  const [language] = useLanguage();
  const number = countOf(facts);
  const lines: [Key, string][] = [
    ["ui.act-count", count ?? (number ? say(number[0], { count: Number(number[1]) }) : "")],
    ["ui.act-undo", undo ?? (facts ? textOf(facts.undo, language) : "")],
    ["ui.act-article", article ?? facts?.article ?? ""],
  ];
  const told = lines.filter(([, text]) => text !== "");
  return (
    <>
      {told.length > 0 && (
        <dl className="told">
          {told.map(([key, text]) => (
            <div key={key}>
              <dt>{say(key)}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {warnings.map((w) => (
        <Alert key={w} type="warning" showIcon className="below" title={w} />
      ))}
    </>
  );
}
