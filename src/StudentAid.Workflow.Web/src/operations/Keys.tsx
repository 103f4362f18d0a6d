import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Card, Checkbox, Form, Input, Select, Table, Tag } from "antd";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useMe } from "@/app/session";
import { useLanguage, useSay } from "@/app/texts";
import { Nothing } from "@/ui/Page";
import { Act } from "@/ui/Act";
import { Refused, Shown } from "@/ui/Refused";
import { dayAt, dayOf } from "@/ui/time";
import { usePrincipals } from "./principals";

type Key = Api["KeyRow"];

interface Wanted {
  holder: string;
  name: string;
  readOnly?: boolean;
  ends?: string;
}

/** A year from today, as the server takes it where nothing is said. */
function aYearOn(): string {
  const on = new Date();
  on.setUTCFullYear(on.getUTCFullYear() + 1);
  return dayAt(on.toISOString());
}

/** Keys by which other systems act: given out, shown once, taken back. */
export function Keys({ unit }: { unit: string }) {
  const say = useSay();
  const [language] = useLanguage();
  const [form] = Form.useForm<Wanted>();
  const people = usePrincipals();
  const me = useMe().data;
  const keys = useQuery({ queryKey: ["api-keys"], queryFn: () => body(api.GET("/api/api-keys")) });
  const give = useAct(
    (v: Wanted, key) =>
      body(
        api.POST("/api/api-keys", {
          params: { header: acting(key) },
          body: { unit, holder: v.holder, name: v.name.trim(), perMinute: 0, ...(v.readOnly ? { operations: ["*:read"] } : {}), ...(v.ends ? { ends: `${v.ends}T16:00:00Z` } : {}) },
        }),
      ),
    () => form.resetFields(),
  );
  return (
    <div className="stack">
      <Card title={say("app.key-new")} type="inner">
        <Form form={form} layout="vertical" requiredMark="optional" onFinish={(v) => give.mutate(v)} className="narrow" initialValues={{ ends: aYearOn() }}>
          <Form.Item name="name" label={say("app.key-for")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="holder" label={say("app.key-holder")} extra={say("app.key-holder-what")} rules={[{ required: true, message: say("ui.needed") }]}>
            <Select showSearch={{ optionFilterProp: "label" }} options={people.list.filter((p) => p.isMachine || p.id === me?.id).map((p) => ({ value: p.id, label: p.name }))} />
          </Form.Item>
          <Form.Item name="ends" label={say("app.key-ends")} extra={say("app.key-ends-what")}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="readOnly" valuePropName="checked">
            <Checkbox>{say("app.key-read-only")}</Checkbox>
          </Form.Item>
          <Refused error={give.error} />
          <Button type="primary" htmlType="submit" loading={give.isPending}>
            {say(give.isPending ? "ui.sending" : "app.key-give")}
          </Button>
        </Form>
        {give.data && (
          <Alert className="below" type="warning" showIcon role="status" title={say(give.data.key ? "app.key-once" : "app.key-lost")} description={give.data.key && <code className="secret">{give.data.key}</code>} />
        )}
      </Card>
      <Shown of={keys}>
        {(page) => (
          <Table<Key>
            rowKey="id"
            size="middle"
            pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
            scroll={{ x: "max-content" }}
            dataSource={page.items}
            locale={{ emptyText: <Nothing text={say("app.no-keys")} /> }}
            columns={[
              { title: say("app.key-for"), dataIndex: "name" },
              { title: say("app.key-holder"), render: (_, k) => people.nameOf(k.holder) },
              { title: say("app.key-begins"), render: (_, k) => <code>{k.prefix}</code> },
              { title: say("app.key-ends"), render: (_, k) => (k.ends ? dayOf(k.ends.slice(0, 10), language) : "") },
              {
                title: say("ui.act"),
                align: "right",
                render: (_, k) =>
                  k.takenBack ? (
                    <Tag>{say("app.key-taken-back")}</Tag>
                  ) : (
                    <TakeBack of={k} />
                  ),
              },
            ]}
          />
        )}
      </Shown>
    </div>
  );
}

/** Asked first, for what goes by the key stops at once; each key is taken back by an act of its own. */
function TakeBack({ of }: { of: Key }) {
  const say = useSay();
  return (
    <Act<object>
      small
      tone="danger"
      weighed
      label={say("app.key-take-back")}
      name={say("app.key-take-back-of", { name: of.name })}
      what={say("app.key-take-back-what", { name: of.name })}
      send={(_, how) => body(api.POST("/api/api-keys/{id}/take-back", { params: { path: { id: of.id }, ...how } }))}
    />
  );
}
