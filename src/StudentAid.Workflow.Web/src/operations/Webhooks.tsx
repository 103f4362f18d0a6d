import { useQuery } from "@tanstack/react-query";
import { Alert, App, Button, Card, Form, Input, Modal, Select, Space, Table, Tag } from "antd";
import { useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useLanguage, useSay, type Key } from "@/app/texts";
import { Nothing } from "@/ui/Page";
import { Refused, Shown } from "@/ui/Refused";
import { momentOf } from "@/ui/time";
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

const answers: Record<string, Key> = { failed: "app.hook-answer-failed", timeout: "app.hook-answer-timeout", "not-allowed": "app.hook-answer-not-allowed" };

/** Systems that are told what happens: registered, tried, retried, given a new secret, deleted. A secret is shown once. */
export function Webhooks({ unit }: { unit: string }) {
  const say = useSay();
  const { modal } = App.useApp();
  const [form] = Form.useForm<Wanted>();
  const [looking, setLooking] = useState<Hook>();
  const hooks = useQuery({ queryKey: ["webhooks"], queryFn: () => body(api.GET("/api/webhooks")) });
  const register = useAct(
    (v: Wanted, key) => body(api.POST("/api/webhooks", { params: { header: acting(key) }, body: { unit, name: v.name.trim(), url: v.url.trim(), topics: v.topics } })),
    () => form.resetFields(),
  );
  const rotate = useAct((id: string, key) => body(api.POST("/api/webhooks/{id}/rotate", { params: { path: { id }, header: acting(key) } })));
  const ping = useAct((id: string, key) => body(api.POST("/api/webhooks/{id}/ping", { params: { path: { id }, header: acting(key) } })));
  const retry = useAct((id: string, key) => body(api.POST("/api/webhooks/{id}/retry", { params: { path: { id }, header: acting(key) } })));
  const remove = useAct((id: string, key) => body(api.POST("/api/webhooks/{id}/delete", { params: { path: { id }, header: acting(key) } })));
  const ask = (h: Hook) =>
    void modal.confirm({ title: say("app.hook-delete"), content: say("app.hook-delete-what", { name: h.name }), okText: say("app.hook-delete"), cancelText: say("ui.close"), onOk: () => remove.mutate(h.id) });
  const answer = (given: string) => (answers[given] ? say(answers[given]) : given);
  return (
    <div className="stack">
      <Card title={say("app.hook-new")} type="inner">
        <Form form={form} layout="vertical" requiredMark="optional" onFinish={(v) => register.mutate(v)} className="narrow">
          <Form.Item name="name" label={say("app.hook-name")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="url" label={say("app.hook-url")} extra={say("app.hook-url-what")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
            <Input maxLength={500} inputMode="url" />
          </Form.Item>
          <Form.Item name="topics" label={say("app.hook-topics")} rules={[{ required: true, message: say("ui.needed") }]}>
            <Select mode="multiple" showSearch={{ optionFilterProp: "label" }} options={offered.map((t) => ({ value: t, label: say(topics[t]!) }))} />
          </Form.Item>
          <Refused error={register.error} />
          <Button type="primary" htmlType="submit" loading={register.isPending}>
            {say(register.isPending ? "ui.sending" : "app.hook-register")}
          </Button>
        </Form>
        <Secret of={register.data?.secret} />
      </Card>
      <Secret of={rotate.data?.secret} />
      <Refused error={rotate.error ?? ping.error ?? retry.error ?? remove.error} />
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
              { title: say("app.hook-waiting"), dataIndex: "waiting", align: "right" },
              {
                title: say("ui.act"),
                align: "right",
                render: (_, h) => (
                  <Space wrap>
                    <Button size="small" aria-label={say("app.hook-deliveries-of", { name: h.name })} onClick={() => setLooking(h)}>
                      {say("app.hook-deliveries")}
                    </Button>
                    {h.status === "on" ? (
                      <Button size="small" aria-label={say("app.hook-ping-of", { name: h.name })} onClick={() => ping.mutate(h.id)}>
                        {say("app.hook-ping")}
                      </Button>
                    ) : (
                      <Button size="small" aria-label={say("app.hook-retry-of", { name: h.name })} onClick={() => retry.mutate(h.id)}>
                        {say("app.hook-retry")}
                      </Button>
                    )}
                    <Button size="small" aria-label={say("app.hook-rotate-of", { name: h.name })} onClick={() => rotate.mutate(h.id)}>
                      {say("app.hook-rotate")}
                    </Button>
                    <Button danger size="small" aria-label={say("app.hook-delete-of", { name: h.name })} onClick={() => ask(h)}>
                      {say("app.hook-delete")}
                    </Button>
                  </Space>
                ),
              },
            ]}
          />
        )}
      </Shown>
      <Modal open={!!looking} width={800} footer={null} destroyOnHidden onCancel={() => setLooking(undefined)} title={looking && say("app.hook-deliveries-of", { name: looking.name })}>
        {looking && <Deliveries hook={looking.id} answer={answer} />}
      </Modal>
    </div>
  );
}

function Secret({ of }: { of: string | undefined }) {
  const say = useSay();
  return of ? <Alert className="below" type="warning" showIcon role="status" title={say("app.hook-once")} description={<code className="secret">{of}</code>} /> : null;
}

/** The last deliveries that were tried, the latest first. */
function Deliveries({ hook, answer }: { hook: string; answer: (given: string) => string }) {
  const say = useSay();
  const [language] = useLanguage();
  const tried = useQuery({ queryKey: ["webhooks", hook, "deliveries"], queryFn: () => body(api.GET("/api/webhooks/{id}/deliveries", { params: { path: { id: hook } } })) });
  return (
    <Shown of={tried}>
      {(page) => (
        <Table<Api["DeliveryView"]>
          rowKey="id"
          size="small"
          pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ x: "max-content" }}
          dataSource={page.items}
          locale={{ emptyText: <Nothing text={say("app.hook-no-deliveries")} /> }}
          columns={[
            { title: say("app.hook-about"), render: (_, d) => (topics[d.topic] ? say(topics[d.topic]!) : d.topic) },
            { title: say("app.hook-when"), render: (_, d) => momentOf(d.at, language) },
            { title: say("app.hook-times"), dataIndex: "attempts", align: "right" },
            { title: say("app.hook-last"), render: (_, d) => answer(d.lastAnswer) },
          ]}
        />
      )}
    </Shown>
  );
}
