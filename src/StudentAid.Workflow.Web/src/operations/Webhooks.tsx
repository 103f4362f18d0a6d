import { useQuery } from "@tanstack/react-query";
import { Alert, Card, Form, Input, Modal, Select, Table, Tag } from "antd";
import { useState } from "react";
import { api, body, type Api } from "@/api/client";
import { useSay, type Key } from "@/app/texts";
import { Nothing } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { SheetForm } from "@/ui/Sheet";
import { Deliveries, useAnswer } from "./Deliveries";
import { HookActs, type Given } from "./HookActs";
import { offered, topics } from "./topics";

type Hook = Api["WebhookView"];

interface Wanted {
  name: string;
  url: string;
  topics: string[];
}

const states: Record<string, [Key, string]> = {
  on: ["app.hook-on", "success"],
  failing: ["app.hook-failing", "warning"],
  off: ["app.hook-off", "default"],
  "switched-off": ["app.hook-switched-off", "error"],
};

/** Systems that are told what happens: registered, tried, retried, given a new secret, deleted. A secret is shown once. */
export function Webhooks({ unit }: { unit: string }) {
  const say = useSay();
  const [made, setMade] = useState(0);
  const [looking, setLooking] = useState<Hook>();
  const [secrets, setSecrets] = useState<Given[]>([]);
  const answer = useAnswer();
  const given = (made: Given) => setSecrets((before) => [made, ...before.filter((s) => s.id !== made.id)]);
  const hooks = useQuery({ queryKey: ["webhooks"], queryFn: () => body(api.GET("/api/webhooks")) });
  return (
    <div className="stack">
      <Card title={say("app.hook-new")} type="inner">
        <div className="narrow">
        <SheetForm<Wanted, Api["WebhookSecret"]>
          key={made}
          label={say("app.hook-register")}
          tone="primary"
          weighed
          send={(v, how) => body(api.POST("/api/webhooks", { params: how, body: { unit, name: v.name.trim(), url: v.url.trim(), topics: v.topics } }))}
          done={(answer, v) => {
            given({ id: answer.id, name: v.name.trim(), secret: answer.secret });
            setMade((n) => n + 1);
          }}
        >
          <Form.Item name="name" label={say("app.hook-name")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="url" label={say("app.hook-url")} extra={say("app.hook-url-what")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
            <Input maxLength={500} inputMode="url" />
          </Form.Item>
          <Form.Item name="topics" label={say("app.hook-topics")} rules={[{ required: true, message: say("ui.needed") }]}>
            <Select mode="multiple" showSearch={{ optionFilterProp: "label" }} options={offered.map((t) => ({ value: t, label: say(topics[t]!) }))} />
          </Form.Item>
        </SheetForm>
        </div>
      </Card>
      {secrets.map((secret) => (
        <Secret key={secret.id} of={secret} />
      ))}
      <Shown of={hooks}>
        {(page) => (
          <Table<Hook>
            rowKey="id"
            size="middle"
            pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
            scroll={{ x: "max-content" }}
            dataSource={page.items}
            locale={{ emptyText: <Nothing text={say("app.no-hooks")} /> }}
            columns={[
              { title: say("app.hook-name"), dataIndex: "name" },
              { title: say("app.hook-url"), render: (_, h) => <code>{h.url}</code> },
              { title: say("ui.status"), render: (_, h) => <Tag color={states[h.status]?.[1]}>{say(states[h.status]?.[0] ?? "app.hook-off")}</Tag> },
              { title: say("app.hook-last"), render: (_, h) => answer(h.lastAnswer) },
              { title: say("app.hook-waiting"), render: (_, h) => `${h.waiting}${h.moreWait ? "+" : ""}`, align: "right" },
              {
                title: say("ui.act"),
                align: "right",
                render: (_, h) => <HookActs hook={h} given={given} look={() => setLooking(h)} />,
              },
            ]}
          />
        )}
      </Shown>
      <Modal open={!!looking} width={800} footer={null} destroyOnHidden onCancel={() => setLooking(undefined)} title={looking && say("app.hook-deliveries-of", { name: looking.name })}>
        {looking && <Deliveries hook={looking.id} />}
      </Modal>
    </div>
  );
}

function Secret({ of }: { of: Given }) {
  const say = useSay();
  return of.secret ? (
    <Alert type="warning" showIcon role="status" title={say("app.hook-once", { name: of.name })} description={<code className="secret">{of.secret}</code>} />
  ) : (
    <Alert type="error" showIcon role="status" title={say("app.hook-lost", { name: of.name })} />
  );
}
