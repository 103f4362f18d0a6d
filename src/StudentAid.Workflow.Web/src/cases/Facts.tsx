import { useQuery } from "@tanstack/react-query";
import { Button, Card, Descriptions, Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import type { FormDocument } from "@/ui/form/schema";
import { asked } from "@/ui/form/schema";
import { Refused, Shown } from "@/ui/Refused";
import { personField } from "./fields";

const SecondsShown = 60;

/** Family facts, masked; shown for a purpose that is put on record before they are. They are masked again after a minute, for a desk is left with its page open, and gone with the page: each case has its own. */
export function Facts({ id, rules }: { id: string; rules: Api["RulesView"] | undefined }) {
  const say = useSay();
  const [language] = useLanguage();
  const [open, setOpen] = useState(false);
  // Each answer goes by its own time: to look at one more field does not keep the others open.
  const [answers, setAnswers] = useState<readonly Record<string, unknown>[]>([]);
  const shown: Record<string, unknown> = Object.assign({}, ...answers);
  const facts = useQuery({ queryKey: ["cases", id, "facts"], queryFn: () => body(api.GET("/api/cases/{id}/facts", { params: { path: { id } } })) });
  const form = ((rules?.forms ?? []) as FormDocument[]).find((f) => f.kind === "form");
  const schema = form && asked(form);
  const nameOf = (field: string): string => personField(say, field) ?? (textOf(schema?.properties?.[field.replace(/^answers\./, "")]?.title, language) || say("cases.fact-other"));
  const reveal = useAct(
    (input: { fields: string[]; purpose: string }, key) => body(api.POST("/api/cases/{id}/reveal", { params: { path: { id }, header: acting(key) }, body: input })),
    (answer) => {
      const told = Object.fromEntries(answer.facts.map((f) => [f.field, f.value]));
      setAnswers((before) => [...before, told]);
      setTimeout(() => setAnswers((all) => all.filter((a) => a !== told)), SecondsShown * 1000);
      setOpen(false);
    },
  );
  return (
    <Card title={say("cases.family-facts")} extra={facts.data && facts.data.items.length > 0 && <Button onClick={() => setOpen(true)}>{say("cases.reveal")}</Button>}>
      <Shown of={facts} rows={3}>
        {(f) => (
          <Descriptions
            column={1}
            size="small"
            items={f.items.map((x) => ({ key: x.field, label: nameOf(x.field), children: x.field in shown ? <Fact value={shown[x.field]} /> : <span className="quiet">{x.masked}</span> }))}
          />
        )}
      </Shown>
      {answers.length > 0 && <p className="quiet" role="status">{say("cases.reveal-masks", { seconds: SecondsShown })}</p>}
      <Modal open={open} title={say("cases.reveal")} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <p>{say("cases.reveal-what")}</p>
        <Form layout="vertical" onFinish={(v: { fields: string[]; purpose: string }) => reveal.mutate(v)}>
          <Form.Item name="fields" label={say("cases.reveal-fields")} rules={[{ required: true, message: say("ui.needed") }]}>
            <Select mode="multiple" options={(facts.data?.items ?? []).map((x) => ({ value: x.field, label: nameOf(x.field) }))} />
          </Form.Item>
          <Form.Item name="purpose" label={say("cases.purpose")} rules={[{ required: true, min: 2, message: say("ui.needed") }]}>
            <Input maxLength={200} />
          </Form.Item>
          <Refused error={reveal.error} />
          <Button type="primary" htmlType="submit" loading={reveal.isPending} className="below">
            {say(reveal.isPending ? "ui.sending" : "cases.reveal")}
          </Button>
        </Form>
      </Modal>
    </Card>
  );
}

function Fact({ value }: { value: unknown }) {
  if (value === null || typeof value !== "object") return <>{String(value ?? "")}</>;
  return <pre className="fact">{JSON.stringify(value, null, 1).replace(/[{}[\]",]/g, "").replace(/^\s*\n/gm, "")}</pre>;
}
