import { Alert, App, Button, Form, Modal, type FormInstance } from "antd";
import { useEffect, useId, useRef, type ReactNode } from "react";
import { doing, isAnswer, sealed, useAct, type How } from "@/api/act";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { Refused } from "./Refused";
import { useWeighed, type Facts, type Tried, type Weighed } from "./weigh";

export interface SheetProps<T, A = unknown> {
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
  /** What goes into the call beside the fields: where it changes while the sheet is open, the server is asked anew. */
  beside?: unknown;
  send: (input: T, how: How) => Promise<A>;
  done?: (answer: A, input: T) => void;
  refused?: () => void;
  /** Told of what stands in the fields each time that one changes. */
  typed?: (input: T) => void;
  /** The fields that it asks for. */
  children?: ReactNode;
}

interface Over {
  open: boolean;
  /** Unanswered: what went out may have been done, so that this sheet has to be kept for its key. */
  close: (unanswered?: boolean) => void;
  /** So much is filled in that it is not thrown away unasked. */
  long?: boolean;
}

/** The sheet before an act: what follows, to how many, until when it can be taken back, what it rests on; then what it asks, and the server's refusal beside what was typed. */
export function Sheet<T extends object, A = unknown>({ open, close, long = false, title, initial, send, done, ...filled }: SheetProps<T, A> & Over) {
  const say = useSay();
  const { modal } = App.useApp();
  // Above the window, so that closing it forgets neither the key nor what went out under it.
  const act = useSheetAct({ send, done });
  const shut = () => close(leave(act));
  const typed = useRef(false);
  useEffect(() => {
    typed.current = false;
  }, [open]);
  const ask = () => {
    if (!long || !typed.current) return shut();
    void modal.confirm({ title: say("ui.leave-typed"), content: say("ui.leave-typed-what"), okText: say("ui.leave-typed-do"), cancelText: say("ui.go-on-typing"), onOk: shut });
  };
  return (
    <Modal open={open} title={title} footer={null} onCancel={ask} width={520} destroyOnHidden>
      <Filled<T, A> {...filled} initial={initialOf(act, initial)} act={act} changed={() => (typed.current = true)} />
    </Modal>
  );
}

/** What stands in such a sheet, for a page that first has to ask what is to be said in it. */
export function SheetForm<T extends object, A = unknown>({ send, done, ...props }: Omit<SheetProps<T, A>, "title">) {
  return <Filled<T, A> {...props} act={useSheetAct({ send, done })} />;
}

/** The same in a window of the page's own, whose act the page keeps above it with `useSheetAct`. */
export function KeptForm<T extends object, A = unknown>({ act, initial, ...props }: Omit<SheetProps<T, A>, "title" | "send" | "done"> & { act: SheetAct<T, A> }) {
  return <Filled<T, A> {...props} initial={initialOf(act, initial)} act={act} />;
}

/** What went out may have been done: it is on its way, or the server's answer to it did not come. */
const isUnanswered = ({ error, isPending }: Pick<SheetAct<object, unknown>, "error" | "isPending">): boolean => isPending || (error !== null && !isAnswer(error));

/** Forgets what the server answered, and nothing that it did not answer; true of the latter. */
export function leave(act: Pick<SheetAct<object, unknown>, "error" | "isPending" | "reset">): boolean {
  const unanswered = isUnanswered(act);
  if (!unanswered) act.reset();
  return unanswered;
}

/** What went out and was not answered stands there again. */
const initialOf = <T extends object, A>(act: SheetAct<T, A>, initial: Partial<T> | undefined) => (isUnanswered(act) ? act.variables : initial);

/** A sheet's act, with how it is sent: a trial goes the same way. */
export function useSheetAct<T extends object, A>({ send, done }: Pick<SheetProps<T, A>, "send" | "done">) {
  const act = useAct((v: T, key) => send(v, doing(key)), done);
  return { ...act, send };
}

export type SheetAct<T extends object, A> = ReturnType<typeof useSheetAct<T, A>>;

interface FilledProps<T extends object, A> extends Omit<SheetProps<T, A>, "title" | "send" | "done"> {
  act: SheetAct<T, A>;
  changed?: () => void;
}

function Filled<T extends object, A>({ label, what, article, undo, count, tone = "default", initial, weighed: asks = false, beside, refused, typed, children, act, changed }: FilledProps<T, A>) {
  const say = useSay();
  const [form] = Form.useForm<T>();
  // Its fields have ids of their own: a page's search box may be called like one of them.
  const id = useId();
  const { weighed, ask } = useWeighed(form, asks, act.send, beside);
  const asking = asks && !act.isPending && weighed.at === "asking";
  // What the page came to know only after the sheet was open stands there too, except in a field that somebody has touched.
  useEffect(() => {
    const fields = form as FormInstance;
    for (const [name, value] of Object.entries(initial ?? {})) if (fields.getFieldValue(name) === undefined && !fields.isFieldTouched(name)) fields.setFieldValue(name, value);
  }, [sealed(initial)]);
  // What was sent while the server was being asked, and what its last answer said.
  const wanted = useRef<T>(undefined);
  const read = useRef("");
  const go = (v: T) => act.mutate(v, { onError: () => refused?.() });
  const finish = (v: T) => {
    if (act.isPending) return;
    wanted.current = v;
    // Only what was weighed is done: not what was typed since.
    if (asks && !(weighed.at === "fits" && weighed.of === sealed([v, beside]))) return void (weighed.at === "asking" || ask());
    go(v);
  };
  useEffect(() => {
    if (weighed.at === "asking") return;
    const v = wanted.current;
    wanted.current = undefined;
    if (weighed.at !== "fits") return;
    const said = sealed(weighed.tried);
    const known = read.current === said;
    read.current = said;
    // What follows from it stood there before: it goes now. What is new is read first.
    if (v && known && weighed.of === sealed([v, beside])) go(v);
  }, [weighed]);
  return (
    <>
      {what && <div className="quiet stack-below">{what}</div>}
      <Form<T>
        name={id}
        form={form}
        layout="vertical"
        {...(initial ? { initialValues: initial as never } : {})}
        requiredMark="optional"
        // Else the browser writes what is typed into its own files, to offer it again.
        autoComplete="off"
        onValuesChange={(_, v) => (changed?.(), typed?.(v))}
        onFinish={finish}
      >
        {children}
        {asks && <Before of={weighed} article={article} undo={undo} count={count} again={() => void ask()} />}
        <Refused error={act.error} />
        <Button type="primary" htmlType="submit" danger={tone === "danger"} loading={act.isPending} aria-disabled={asking || undefined} disabled={asks && !act.isPending && weighed.at === "refused"} className="below">
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

const counted: Record<string, Key> = { students: "ui.act-students", rows: "ui.act-rows", documents: "ui.act-documents", events: "ui.act-events", tasks: "ui.act-tasks" };

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
