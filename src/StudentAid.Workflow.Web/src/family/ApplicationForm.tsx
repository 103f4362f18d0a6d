import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Card, Form, Space } from "antd";
import { useMemo, useRef, useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useCaseRules } from "@/api/reading";
import { draftsOf, type DraftStore, type Written } from "@/app/draft";
import { useSession, type Me } from "@/app/session";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { beginning, over, type Earlier } from "@/ui/form/earlier";
import { Fields } from "@/ui/form/Fields";
import { BeforeContext } from "@/ui/form/Was";
import { evidenceOf, papersOf, type Proof } from "@/ui/form/papers";
import { Proofs } from "@/ui/form/Proofs";
import { asked, clean, type FormDocument } from "@/ui/form/schema";
import { Refused, Shown } from "@/ui/Refused";
import { dayAt, momentOf } from "@/ui/time";
import { Prefilled, useEarlierForms } from "./Prefilled";
import { same } from "./same";
import { guardianRules, relationIn, signatureOf, type Commitment, type Signed, type Signer } from "./signing";
import { Signing } from "./Signing";
import { Moved, useDraft, type Draft, type Whereabouts } from "./useDraft";

interface ApplicationFormProps {
  id: string;
  person: string;
  me: Me;
  name: string;
  done: (handedIn?: boolean) => void;
}

/** What is sent as the page is left goes on without it where it is short: 64 KiB are allowed, a character takes up to 3 bytes. */
const Outliving = 20_000;

const actionsOf = (id: string) => ["cases", id, "actions"];

const submitTask = (actions: Api["CaseActions"] | undefined) => actions?.items.find((x) => x.actions.some((y) => y.verb === "submit"));

/** The application form, a page at a time; what was typed is saved at the server as one goes, and is kept on this device only until it is there. */
export default function ApplicationForm(props: ApplicationFormProps) {
  const { id, me, name, done } = props;
  const say = useSay();
  const session = useSession();
  const queries = useQueryClient();
  const [reading, setReading] = useState(0);
  const rules = useCaseRules(id);
  const asking = { queryKey: actionsOf(id), queryFn: () => body(api.GET("/api/cases/{id}/actions", { params: { path: { id } } })) };
  const actions = useQuery(asking);
  const shared = session.data?.public;
  const store = useMemo(() => (shared === undefined ? null : draftsOf<Draft>(me.id, shared)), [me.id, shared]);
  const there = async (): Promise<Written<Draft>> => {
    // Its ETag first: what another saves between the two is then refused, not overwritten.
    const etag = submitTask(await queries.fetchQuery({ ...asking, staleTime: 0 }))?.etag ?? "";
    const draft = await body(api.GET("/api/cases/{id}/draft", { params: { path: { id } } }));
    return { answers: draft.answers ?? {}, proofs: draft.evidence as unknown as Proof[], etag };
  };
  const begun = useQuery({
    queryKey: ["draft", id, me.id],
    // Asked once each time that the form is opened; what is typed since is the form's.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    enabled: shared !== undefined,
    queryFn: async (): Promise<Begun> => {
      const [here, school, forms] = await Promise.all([store?.kept(id), there(), body(api.GET("/api/cases/{id}/earlier-forms", { params: { path: { id } } })).then((page) => page.items)]);
      if (!here && Object.keys(school.answers as object).length === 0) return { ...school, answers: beginning(forms), unsent: false, forms };
      return here && !same(here, school) ? { ...here, unsent: true, forms, ...(here.etag === school.etag ? {} : { moved: here.at }) } : { ...school, unsent: false, forms };
    },
  });
  const again = (school: Written<Draft>) => {
    queries.setQueryData<Begun>(["draft", id, me.id], (was) => ({ ...school, unsent: false, forms: was?.forms ?? [] }));
    setReading(reading + 1);
  };
  return (
    <Shown of={actions} rows={8}>
      {(a) => {
        if (!submitTask(a)) return <Card>{say("family.handed-in")}<Button block className="below" onClick={() => done()}>{say("family.back")}</Button></Card>;
        const signer = (a.signer as Signer | null | undefined) ?? (me.name === name ? "student" : "guardian");
        return <Shown of={rules} rows={8}>{(r) => <Shown of={begun} rows={8}>{(b) => <Pages {...props} key={reading} rules={r} begun={b} signer={signer} store={store} there={there} again={again} />}</Shown>}</Shown>;
      }}
    </Shown>
  );
}

/** What the form begins with; `moved` is when it was kept here, where the server has moved on since. */
type Begun = Written<Draft> & { unsent: boolean; moved?: number; forms: Earlier[] };

interface PagesProps extends ApplicationFormProps {
  rules: Api["RulesView"];
  begun: Begun;
  signer: Signer;
  store: DraftStore<Draft> | null;
  /** What the school has now. */
  there: () => Promise<Written<Draft>>;
  /** Begins anew with it. */
  again: (school: Written<Draft>) => void;
}

const told: Record<Whereabouts, Key | null> = {
  unchanged: null,
  changed: null,
  saving: "family.draft-saving",
  saved: "family.draft-saved",
  kept: "family.draft-kept",
  page: "family.draft-page",
};

function Pages({ rules, id, person, me, begun, signer, store, there, again, done }: PagesProps) {
  const say = useSay();
  const [language] = useLanguage();
  const queries = useQueryClient();
  const forms = rules.forms as FormDocument[];
  const asks = forms.find((f) => f.kind === "form")!;
  const commitment = forms.find((f) => f.kind === "commitment" && (!asks.commitment || f.id === asks.commitment)) as Commitment | undefined;
  const schema = asked(asks);
  const pages = asks.pages ?? [];
  const [at, setAt] = useState(0);
  const prefilled = useEarlierForms(begun.forms);
  const [form] = Form.useForm();
  const [proofs, setProofs] = useState<Proof[]>(begun.proofs);
  // What is sent reads what stands now, before the page is drawn with it.
  const sent = useRef(begun.proofs);
  const answers = () => clean(schema, (form.getFieldsValue(true) as { answers?: unknown }).answers);
  const evidence = (of: Proof[]) => evidenceOf(of, papersOf(asks), say("family.proofs"));
  const task = () => submitTask(queries.getQueryData<Api["CaseActions"]>(actionsOf(id)));
  const act = (verb: "save" | "submit", input: object, etag: string, headers: ReturnType<typeof acting>) =>
    body(api.POST("/api/tasks/{id}/{verb}", { params: { path: { id: task()?.task ?? "", verb }, header: { ...headers, "If-Match": etag } }, body: input as Record<string, never>, keepalive: document.hidden && JSON.stringify(input).length < Outliving }));
  const draft = useDraft({
    id,
    store,
    begun,
    read: () => ({ answers: answers(), proofs: sent.current }),
    save: async (d, etag, headers) => `"${(await act("save", { answers: d.answers, evidence: evidence(d.proofs) }, etag, headers)).version}"`,
    there,
  });
  const prove = (now: Proof[]) => {
    sent.current = now;
    setProofs(now);
    draft.changed();
  };
  const submit = useAct(
    async (values: Signed, key) => {
      await draft.send();
      const hash = rules.commitments?.find((c) => c.id === commitment?.id)?.hash;
      const input = { answers: answers(), applicant: signer, evidence: evidence(sent.current), ...(commitment ? { commitment: signatureOf(values, hash) } : {}) };
      return draft.onto((etag) => act("submit", input, etag, acting(key)));
    },
    async () => {
      await draft.done();
      done(true);
    },
  );
  const page = pages[at];
  const proving = at === pages.length;
  const last = at === pages.length + 1;
  const minors = last ? guardianRules(commitment, answers(), dayAt(me.now)) : [];
  const waits = minors.length > 0 && signer === "student";
  const own = (pageId: string | undefined) => Object.entries(schema.properties ?? {}).filter(([, s]) => s.page === pageId);
  const forward = async () => {
    await form.validateFields(own(page?.id).map(([field]) => ["answers", field]), { recursive: true });
    void draft.settle();
    setAt(at + 1);
    window.scrollTo(0, 0);
  };
  const later = async () => {
    if (await draft.settle()) done();
  };
  const choose = useMutation({ mutationFn: (choice: () => Promise<void>) => choice() });
  const schools = async () => {
    const school = await there();
    await draft.done();
    again(school);
  };
  const kept = draft.moved === null ? told[draft.where] : null;
  const failed = submit.error instanceof Moved ? (draft.error ?? choose.error) : (submit.error ?? draft.error ?? choose.error);
  return (
    <Card title={textOf(asks.name, language)}>
      <p className="quiet" aria-live="polite">
        {say("family.step", { step: at + 1, of: pages.length + 2 })} · {last ? say("family.sign") : proving ? say("family.proofs") : textOf(page?.title, language)}
      </p>
      {draft.moved !== null && (
        <Alert
          className="either"
          type="warning"
          showIcon
          role="alert"
          title={say("family.either", { time: momentOf(new Date(draft.moved).toISOString(), language) })}
          description={
            <Space wrap>
              <Button size="large" onClick={() => choose.mutate(schools)}>{say("family.either-school")}</Button>
              <Button size="large" onClick={() => choose.mutate(draft.mine)}>{say("family.either-here")}</Button>
            </Space>
          }
        />
      )}
      <Form
        form={form}
        layout="vertical"
        requiredMark="optional"
        // Else the browser writes what is typed into its own files, to offer it again.
        autoComplete="off"
        initialValues={{ answers: begun.answers }}
        onValuesChange={(changed: { answers?: unknown }) => changed.answers !== undefined && draft.changed()}
        onFinish={() => submit.mutate(form.getFieldsValue(true) as Signed)}
        scrollToFirstError
      >
        {at < pages.length && <Prefilled {...prefilled} take={(theirs) => (form.setFieldsValue({ answers: over(answers(), theirs) }), draft.changed())} />}
        <BeforeContext.Provider value={prefilled.before}>
          {pages.map((p, i) => (
            <div key={p.id} hidden={i !== at}>
              <Fields schema={{ ...schema, properties: Object.fromEntries(own(p.id)) }} path={["answers"]} />
            </div>
          ))}
        </BeforeContext.Provider>
        {proving && (
          <>
            <p>{say("family.proofs-what")}</p>
            <Proofs person={person} today={dayAt(me.now)} form={asks} value={proofs} onChange={prove} />
          </>
        )}
        {last && <Signing commitment={commitment} signer={signer} rules={minors} asksRelation={relationIn(commitment, answers()) === ""} />}
        <p className="quiet draft" role="status">{kept && say(kept)}</p>
        <Refused error={failed} />
        <div className="form-foot">
          <Button size="large" onClick={() => (at === 0 ? void later() : setAt(at - 1))}>
            {say(at === 0 ? "family.later" : "family.before")}
          </Button>
          {last && !waits ? (
            <Button type="primary" size="large" htmlType="submit" loading={submit.isPending}>
              {say(submit.isPending ? "ui.sending" : "family.hand-in")}
            </Button>
          ) : last ? (
            <Button type="primary" size="large" onClick={() => void later()}>
              {say("family.guardian-waits")}
            </Button>
          ) : (
            <Button type="primary" size="large" onClick={() => void forward().catch(() => undefined)}>
              {say("family.next")}
            </Button>
          )}
        </div>
      </Form>
    </Card>
  );
}
