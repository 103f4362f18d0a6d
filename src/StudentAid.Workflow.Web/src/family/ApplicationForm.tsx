import { useQuery } from "@tanstack/react-query";
import { Button, Card, Checkbox, Form, Input } from "antd";
import { useEffect, useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useCaseRules } from "@/api/reading";
import type { Me } from "@/app/session";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Fields } from "@/ui/form/Fields";
import { asked, clean, type FormDocument } from "@/ui/form/schema";
import { Refused, Shown } from "@/ui/Refused";
import { keepDraft, keptDraft, dropDraft, keepProofs, keptProofs } from "./draft";
import { evidenceOf, Proofs, type Proof } from "./Proofs";

interface ApplicationFormProps {
  id: string;
  person: string;
  me: Me;
  name: string;
  done: (handedIn?: boolean) => void;
}

/** The application form, a page at a time; what was typed stays on this device until it is handed in. */
export default function ApplicationForm({ id, person, me, name, done }: ApplicationFormProps) {
  const say = useSay();
  const rules = useCaseRules(id);
  const actions = useQuery({ queryKey: ["cases", id, "actions"], queryFn: () => body(api.GET("/api/cases/{id}/actions", { params: { path: { id } } })) });
  return (
    <Shown of={actions} rows={8}>
      {(a) => {
        const task = a.items.find((x) => x.actions.some((y) => y.verb === "submit"));
        if (!task) return <Card>{say("family.handed-in")}<Button block className="below" onClick={() => done()}>{say("family.back")}</Button></Card>;
        return <Shown of={rules} rows={8}>{(r) => <Pages task={task} rules={r} id={id} person={person} me={me} name={name} done={done} />}</Shown>;
      }}
    </Shown>
  );
}

function Pages({ task, rules, id, person, me, name, done }: ApplicationFormProps & { task: Api["ActionView"]; rules: Api["RulesView"] }) {
  const say = useSay();
  const [language] = useLanguage();
  const forms = rules.forms as FormDocument[];
  const document = forms.find((f) => f.kind === "form")!;
  const commitment = forms.find((f) => f.kind === "commitment" && (!document.commitment || f.id === document.commitment));
  const schema = asked(document);
  const pages = document.pages ?? [];
  const [at, setAt] = useState(0);
  const [form] = Form.useForm();
  const [proofs, setProofs] = useState<Proof[]>(() => keptProofs(id));
  useEffect(() => keepProofs(id, proofs), [id, proofs]);
  const submit = useAct(
    (values: { answers: unknown; sign?: string }, key) =>
      body(
        api.POST("/api/tasks/{id}/{verb}", {
          params: { path: { id: task.task, verb: "submit" }, header: { ...acting(key), "If-Match": task.etag } },
          body: { answers: clean(schema, values.answers), applicant: me.name === name ? "student" : "guardian", evidence: evidenceOf(proofs, say("family.proofs")), ...(commitment ? { commitment: { name: values.sign?.trim() } } : {}) },
        }),
      ),
    () => {
      dropDraft(id);
      done(true);
    },
  );
  const page = pages[at];
  const proving = at === pages.length;
  const last = at === pages.length + 1;
  const own = (pageId: string | undefined) => Object.entries(schema.properties ?? {}).filter(([, s]) => s.page === pageId);
  const forward = async () => {
    await form.validateFields(own(page?.id).map(([field]) => ["answers", field]), { recursive: true });
    setAt(at + 1);
    window.scrollTo(0, 0);
  };
  return (
    <Card title={textOf(document.name, language)}>
      <p className="quiet" aria-live="polite">
        {say("family.step", { step: at + 1, of: pages.length + 2 })} · {last ? say("family.sign") : proving ? say("family.proofs") : textOf(page?.title, language)}
      </p>
      <Form
        form={form}
        layout="vertical"
        requiredMark="optional"
        initialValues={{ answers: keptDraft(id) }}
        onValuesChange={() => keepDraft(id, form.getFieldValue("answers"))}
        onFinish={() => submit.mutate(form.getFieldsValue(true) as { answers: unknown; sign?: string })}
        scrollToFirstError
      >
        {pages.map((p, i) => (
          <div key={p.id} hidden={i !== at}>
            <Fields schema={{ ...schema, properties: Object.fromEntries(own(p.id)) }} path={["answers"]} />
          </div>
        ))}
        {proving && <Proofs person={person} proofs={proofs} change={setProofs} />}
        {last && (
          <>
            <p className="big">{textOf(commitment?.sentence, language)}</p>
            {((commitment?.consequences as unknown[] | undefined) ?? []).map((c) => (
              <p key={textOf(c)}>{textOf(c, language)}</p>
            ))}
            <Form.Item name="read" valuePropName="checked" rules={[{ validator: (_, v) => (v ? Promise.resolve() : Promise.reject(new Error(say("family.read-needed")))) }]}>
              <Checkbox>{say("family.read")}</Checkbox>
            </Form.Item>
            <Form.Item name="sign" label={say("family.signature")} rules={[{ required: true, message: say("ui.needed") }]}>
              <Input autoComplete="name" maxLength={60} />
            </Form.Item>
          </>
        )}
        <Refused error={submit.error} />
        <div className="form-foot">
          <Button size="large" onClick={() => (at === 0 ? done() : setAt(at - 1))}>
            {say(at === 0 ? "family.later" : "family.before")}
          </Button>
          {last ? (
            <Button type="primary" size="large" htmlType="submit" loading={submit.isPending}>
              {say(submit.isPending ? "ui.sending" : "family.hand-in")}
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
