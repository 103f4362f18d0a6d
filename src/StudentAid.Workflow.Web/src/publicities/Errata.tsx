import { Button, Card, Form, Input, Modal, Select, Table } from "antd";
import { useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useUnitList } from "@/api/reading";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { Refused } from "@/ui/Refused";
import { dayOf } from "@/ui/time";

type Notice = Api["RosterView"];
type Slip = { case: string; column: string; was: string; now: string; reason: string };

const columnWords: Record<string, Key> = {
  name: "publicities.column-name",
  school: "publicities.column-school",
  department: "publicities.column-department",
  class: "publicities.column-class",
  grade: "publicities.column-grade",
  major: "publicities.column-major",
};

/** Slips of the pen that were corrected on the posted notice, with why and by whom. A level is none: it is decided and shown again by itself. */
export function Errata({ notice, office }: { notice: Notice; office: boolean }) {
  const say = useSay();
  const [language] = useLanguage();
  const correctable = office && notice.period && !notice.period.over;
  const errata = notice.errata ?? [];
  if (!correctable && errata.length === 0) return null;
  return (
    <Card title={say("publicities.errata")} extra={correctable && <Correct notice={notice} />}>
      <Table
        rowKey="number"
        size="middle"
        pagination={false}
        dataSource={errata}
        locale={{ emptyText: <span className="quiet">{say("publicities.errata-what")}</span> }}
        columns={[
          { title: say("publicities.day"), render: (_, e) => dayOf(e.day, language) },
          { title: say("publicities.whose"), render: (_, e) => notice.entries.find((x) => x.case === e.case)?.name ?? "" },
          { title: say("publicities.column"), render: (_, e) => (columnWords[e.column] ? say(columnWords[e.column]!) : e.column) },
          { title: say("publicities.was"), dataIndex: "was" },
          { title: say("publicities.now"), dataIndex: "now" },
          { title: say("publicities.why"), dataIndex: "reason" },
          { title: say("publicities.by"), dataIndex: "by" },
        ]}
      />
    </Card>
  );
}

/** What stands on the notice in a column of somebody's row, as far as it can be known: what was corrected last, his name, or the unit of his that is called so. */
function useStanding(notice: Notice): (of: string, column: string) => string {
  const units = useUnitList().data?.items ?? [];
  const [language] = useLanguage();
  return (of, column) => {
    const corrected = notice.errata?.findLast((e) => e.case === of && e.column === column);
    const entry = notice.entries.find((e) => e.case === of);
    if (corrected || !entry) return corrected?.now ?? "";
    return column === "name" ? entry.name : textOf(units.find((u) => u.kind === column && entry.place.startsWith(u.path))?.name ?? "", language);
  };
}

function Correct({ notice }: { notice: Notice }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const given = (notice.options as { columns?: string[] }).columns;
  const columns = (given?.length ? given : ["name", "department", "class"]).filter((c) => columnWords[c]);
  const standing = useStanding(notice);
  const [form] = Form.useForm<Slip>();
  const send = useAct(
    (v: Slip, key) => body(api.POST("/api/publicities/{id}/correct", { params: { path: { id: notice.id }, header: acting(key) }, body: v })),
    () => setOpen(false),
  );
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say("publicities.correct")}</Button>
      <Modal open={open} title={say("publicities.correct")} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <p className="quiet">{say("publicities.errata-what")}</p>
        <Form
          form={form}
          layout="vertical"
          initialValues={{ column: columns[0] }}
          onValuesChange={(changed: Partial<Slip>, all: Slip) => (changed.case ?? changed.column) && form.setFieldsValue({ was: standing(all.case, all.column) })}
          onFinish={(v) => send.mutate(v)}
        >
          <Form.Item name="case" label={say("publicities.whose")} rules={[{ required: true, message: say("ui.needed") }]}>
            <Select showSearch={{ optionFilterProp: "label" }} options={notice.entries.map((e) => ({ value: e.case, label: e.name }))} />
          </Form.Item>
          <Form.Item name="column" label={say("publicities.column")}>
            <Select options={columns.map((c) => ({ value: c, label: say(columnWords[c]!) }))} />
          </Form.Item>
          {(["was", "now", "reason"] as const).map((field) => (
            <Form.Item key={field} name={field} label={say(field === "reason" ? "publicities.why" : `publicities.${field}`)} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
              <Input maxLength={field === "reason" ? 200 : 60} />
            </Form.Item>
          ))}
          <Refused error={send.error} />
          <Button type="primary" htmlType="submit" loading={send.isPending} className="below">
            {say(send.isPending ? "ui.sending" : "publicities.correct")}
          </Button>
        </Form>
      </Modal>
    </>
  );
}
