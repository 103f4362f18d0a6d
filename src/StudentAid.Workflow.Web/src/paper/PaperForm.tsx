import { Alert, Button, Card, Checkbox, Form, Input, Radio } from "antd";
import { useState, type KeyboardEvent } from "react";
import { acting, useAct } from "@/api/act";
import { api, body, Refusal, type Api } from "@/api/client";
import type { Me } from "@/app/session";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { Begun, type useKept } from "@/cases/kept";
import { guardianRules, relationIn, type Commitment, type Signer } from "@/family/signing";
import { Choice } from "@/ui/form/Choice";
import { beginning, over, sharedOf, type Earlier } from "@/ui/form/earlier";
import { Fields } from "@/ui/form/Fields";
import { evidenceOf, papersOf, type Proof } from "@/ui/form/papers";
import { Proofs } from "@/ui/form/Proofs";
import { asked, clean, type FormDocument } from "@/ui/form/schema";
import { BeforeContext, type Before } from "@/ui/form/Was";
import { Paper } from "@/ui/Paper";
import { Refused } from "@/ui/Refused";
import { dayAt } from "@/ui/time";
import { carried, carry } from "./carried";

const whys: Record<string, Key> = {
  paper: "cases.paper-why-paper",
  "no-device": "cases.paper-why-no-device",
  "no-network": "cases.paper-why-no-network",
  "guardian-away": "cases.paper-why-guardian-away",
  institution: "cases.paper-why-institution",
};

interface Given {
  answers: Record<string, unknown>;
  signer: Signer;
  name: string;
  guardian?: string;
  relation?: string;
  consents?: Record<string, boolean>;
  why: string;
  scan: string;
  proofs?: Proof[];
}

const first = { why: "paper", signer: "student" };

interface PaperFormProps {
  view: Api["CaseView"];
  me: Me;
  rules: Api["RulesView"];
  task: Api["ActionView"];
  earlier: Earlier[];
  /** What was typed before, and where it is kept while it is typed. */
  kept: ReturnType<typeof useKept>;
  done: () => void;
}

/** The form as the paper has it, top to bottom without a mouse, then who signed it, why on paper, and the signed page. */
export function PaperForm({ view, me, rules, task, earlier, kept, done }: PaperFormProps) {
  const say = useSay();
  const [language] = useLanguage();
  const [form] = Form.useForm<Given>();
  const forms = rules.forms as FormDocument[];
  const asks = forms.find((f) => f.kind === "form")!;
  const commitment = forms.find((f) => f.kind === "commitment" && (!asks.commitment || f.id === asks.commitment)) as Commitment | undefined;
  const schema = asked(asks);
  const last = earlier.find((f) => f.source === "earlier");
  const [before, setBefore] = useState<Before | null>(last ? { answers: last.answers, said: say("ui.earlier-said", { year: last.schoolYear ?? "" }) } : null);
  const [sibling, setSibling] = useState(() => (carried() && carried()!.person !== view.person ? carried() : null));
  const filled = { ...first, answers: beginning(earlier) };
  const answers = (): Record<string, unknown> => clean(schema, (form.getFieldsValue(true) as Given).answers) as Record<string, unknown>;
  const keep = (etag?: string) => kept.keep?.(form.getFieldsValue(true), etag);
  const post = (verb: "save" | "submit", input: object, key: string) =>
    body(api.POST("/api/tasks/{id}/{verb}", { params: { path: { id: task.task, verb }, header: { ...acting(key), "If-Match": task.etag } }, body: input as Record<string, never> }));
  const save = useAct(
    (replace: boolean, key) => post("save", { answers: answers(), onBehalf: { who: me.id, why: form.getFieldValue("why") as string }, ...(replace ? { replace } : {}) }, key),
    // What was saved moved the task on: it is no other's doing.
    ({ version }) => keep(`"${version}"`),
  );
  const overFamily = save.error instanceof Refusal && save.error.code === "draft-of-family";
  const submit = useAct(
    (v: Given, key) => {
      const consents = Object.keys(v.consents ?? {}).filter((id) => v.consents![id]);
      const guardian = { ...(v.relation?.trim() ? { relation: v.relation.trim() } : {}), ...(consents.length > 0 ? { consents } : {}) };
      const signed = { signer: v.signer, name: v.name.trim(), scan: v.scan, ...(v.signer === "guardian" ? guardian : v.guardian?.trim() ? { guardian: { name: v.guardian.trim(), ...guardian } } : {}) };
      return post(
        "submit",
        {
          answers: answers(),
          applicant: v.signer,
          ...(commitment ? { commitment: signed } : {}),
          evidence: evidenceOf(v.proofs ?? [], papersOf(asks), say("cases.paper-proof")),
          onBehalf: { who: me.id, why: v.why, scan: v.scan },
        },
        key,
      );
    },
    () => {
      carry({ name: view.name, person: view.person, answers: sharedOf(asks, answers()) });
      kept.drop();
      done();
    },
  );
  const takeOver = () => {
    if (!sibling) return;
    form.setFieldsValue({ answers: over(answers(), sibling.answers) as Record<string, unknown> });
    setBefore({ answers: over(last?.answers, sibling.answers), said: say("ui.sibling-said", { name: sibling.name }) });
    setSibling(null);
    keep();
  };
  const chord = (e: KeyboardEvent) => {
    if (e.ctrlKey && e.key === "Enter") form.submit();
  };
  return (
    <Form form={form} layout="vertical" requiredMark="optional" autoComplete="off" scrollToFirstError initialValues={kept.begun ? { ...first, ...(kept.begun.answers as object) } : filled} onValuesChange={() => keep()} onFinish={() => submit.mutate(form.getFieldsValue(true) as Given)} onKeyDown={chord}>
      <div className="stack">
        {/* From its own saving on the task's ETag is this form's. */}
        {kept.begun && (save.isIdle || save.isError) && <Begun of={kept.begun} etag={task.etag} anew={() => (kept.drop(), filled)} />}
        {last ? <Alert type="info" showIcon title={say("cases.paper-earlier", { year: last.schoolYear ?? "" })} /> : earlier.length > 0 && <Alert type="info" showIcon title={say("cases.paper-register")} />}
        {sibling && <Alert type="info" showIcon title={say("cases.paper-carried", { name: sibling.name })} action={<Button onClick={takeOver}>{say("cases.paper-carry", { name: sibling.name })}</Button>} />}
        <Card className="entry">
          <p className="quiet">{say("cases.paper-keys")}</p>
          <BeforeContext.Provider value={before}>
            <Fields schema={schema} path={["answers"]} />
          </BeforeContext.Provider>
        </Card>
        <Card title={say("cases.paper-sheet")} className="entry">
          <Signed commitment={commitment} today={dayAt(me.now)} />
          <Form.Item name="why" label={say("cases.paper-why")}>
            <Choice options={Object.entries(whys).map(([value, key]) => ({ value, label: say(key) }))} />
          </Form.Item>
          <div className="strip stack-below">
            <Button loading={save.isPending} onClick={() => save.mutate(false)}>{say("cases.paper-save")}</Button>
            {save.isSuccess && <a className="ant-btn-like" href={`/api/prints/application?case=${view.id}`} target="_blank" rel="noreferrer">{say("cases.paper-check")}</a>}
            {save.isSuccess && <span role="status" className="quiet">{say("cases.paper-saved")}</span>}
          </div>
          <Refused error={save.error} />
          {overFamily && <Button className="below" danger loading={save.isPending} onClick={() => save.mutate(true)}>{say("cases.paper-replace")}</Button>}
          <Paper name="scan" label={say("cases.paper-scan")} whose={{ person: view.person }} category="paper-form" />
          <Form.Item name="proofs" label={say("cases.paper-proofs")}>
            <Proofs person={view.person} today={dayAt(me.now)} form={asks} />
          </Form.Item>
          {commitment && <p>{textOf(commitment.sentence, language)}</p>}
          {kept.where && <p className="quiet" role="status">{say(kept.where)}</p>}
          <Refused error={submit.error} />
          <Button type="primary" htmlType="submit" loading={submit.isPending} className="below">
            {say(submit.isPending ? "ui.sending" : "cases.paper-hand-in")}
          </Button>
        </Card>
      </div>
    </Form>
  );
}

/** Who signed the paper; for a child the guardian too, and each consent that stands on it by itself. */
function Signed({ commitment, today }: { commitment: Commitment | undefined; today: string }) {
  const say = useSay();
  const [language] = useLanguage();
  const signer = Form.useWatch<Signer>("signer") ?? "student";
  const answers: unknown = Form.useWatch("answers");
  const rules = guardianRules(commitment, answers, today);
  const guards = rules.length > 0;
  const needed = [{ required: true, whitespace: true, message: say("ui.needed") }];
  return (
    <>
      <Form.Item name="signer" label={say("cases.paper-signer")}>
        <Radio.Group
          options={[
            { value: "student", label: say("cases.paper-student") },
            { value: "guardian", label: say("cases.paper-guardian") },
          ]}
        />
      </Form.Item>
      <Form.Item name="name" label={say("cases.paper-signature")} rules={needed}>
        <Input maxLength={60} />
      </Form.Item>
      {guards && signer === "student" && (
        <Form.Item name="guardian" label={say("cases.paper-guardian-name")} rules={needed}>
          <Input maxLength={60} />
        </Form.Item>
      )}
      {guards && relationIn(commitment, answers) === "" && (
        <Form.Item name="relation" label={say("cases.paper-relation")} rules={needed}>
          <Input maxLength={20} />
        </Form.Item>
      )}
      {rules.filter((r) => r.separate).map((r) => (
        <Form.Item key={r.id} name={["consents", r.id]} valuePropName="checked">
          <Checkbox>{say("cases.paper-consented", { rule: textOf(r.name, language), article: r.article })}</Checkbox>
        </Form.Item>
      ))}
    </>
  );
}
