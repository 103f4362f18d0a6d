import { Button, Card, Descriptions, Form, Input, Modal, Radio, Select, Table } from "antd";
import { useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useLanguage, useSay, type Key } from "@/app/texts";
import { Channel } from "@/after/channels";
import { Evidence, type Sent } from "@/oversight/Evidence";
import { Words } from "@/oversight/Words";
import { Act } from "@/ui/Act";
import { Nothing } from "@/ui/Page";
import { Refused } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { clockTime, dayOf } from "@/ui/time";

type Notice = Api["RosterView"];

const channels = ["telephone", "in-person", "letter", "online"] as const;
const channelWords: Record<string, Key> = {
  telephone: "publicities.channel-telephone",
  "in-person": "publicities.channel-in-person",
  letter: "publicities.channel-letter",
  online: "publicities.channel-online",
};

interface ObjectionsProps {
  notice: Notice;
  office: boolean;
  level: (id: string) => string;
}

/** What was objected, until when it is to be answered, and how it was. The words and who objects are the answering body's alone. */
export function Objections({ notice, office, level }: ObjectionsProps) {
  const say = useSay();
  const [language] = useLanguage();
  const nameOf = (id: string) => notice.entries.find((e) => e.case === id)?.name ?? "";
  if (!notice.period) return null;
  return (
    <Card title={say("publicities.objections")} extra={office && !notice.period.over && <TakeDown notice={notice} level={level} />}>
      <Table
        rowKey="number"
        size="middle"
        pagination={false}
        dataSource={notice.objections}
        locale={{ emptyText: <Nothing text={say("publicities.no-objections")} /> }}
        columns={[
          { title: say("publicities.number"), dataIndex: "number", width: 64 },
          { title: say("publicities.about"), render: (_, o) => <>{nameOf(o.case)}{o.of > 0 && <div className="quiet">{say("after.further-of", { number: o.of })}</div>}</> },
          { title: say("publicities.channel"), render: (_, o) => [say(channelWords[o.channel] ?? "publicities.channel-other"), o.anonymous && say("publicities.anonymous")].filter(Boolean).join(" · ") },
          { title: say("publicities.answer-by"), render: (_, o) => (o.dueAt ? clockTime(o.dueAt, language) : dayOf(o.due, language)) },
          {
            title: say("publicities.result"),
            render: (_, o) => (o.result ? <Answered notice={notice} of={o} office={office} name={nameOf(o.case)} /> : o.text ? <Answering notice={notice} objection={o} name={nameOf(o.case)} /> : say("publicities.open")),
          },
        ]}
      />
    </Card>
  );
}

interface Answer {
  upheld: boolean;
  text: string;
  evidence?: Sent[];
}

const hashesOf = (given: { evidence?: Sent[] }): string[] => (given.evidence ?? []).map((e) => e.hash);

/** Files that go with an objection or its answer; they are kept where the notice hangs. */
function Attached({ notice }: { notice: Notice }) {
  const say = useSay();
  return (
    <Form.Item name="evidence" label={say("publicities.evidence")}>
      <Evidence whose={{ unit: notice.unit }} category="objection" />
    </Form.Item>
  );
}

/** The files that came with it, for whoever reads its words. */
function Kept({ files }: { files: readonly string[] }) {
  const say = useSay();
  if (files.length === 0) return null;
  return (
    <div className="strip">
      {files.map((hash, n) => (
        <a key={hash} href={`/api/files/${hash}`} target="_blank" rel="noreferrer">{say("publicities.evidence-number", { number: n + 1 })}</a>
      ))}
    </div>
  );
}

interface Taken {
  case: string;
  channel: string;
  text: string;
  objector?: string;
  evidence?: Sent[];
}

function TakeDown({ notice, level }: { notice: Notice; level: (id: string) => string }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const send = useAct(
    (v: Taken, key) =>
      body(api.POST("/api/objections", { params: { header: acting(key) }, body: { publicity: notice.id, case: v.case, channel: v.channel, text: v.text, objector: v.objector ?? "", evidence: hashesOf(v) } })),
    () => setOpen(false),
  );
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say("publicities.take-down")}</Button>
      <Modal open={open} title={say("publicities.take-down")} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Form layout="vertical" initialValues={{ channel: "telephone" }} onFinish={(v: Taken) => send.mutate(v)}>
          <Form.Item name="case" label={say("publicities.about")} rules={[{ required: true, message: say("ui.needed") }]}>
            <Select showSearch={{ optionFilterProp: "label" }} options={notice.entries.map((e) => ({ value: e.case, label: `${e.name} ${level(e.level)}` }))} />
          </Form.Item>
          <Form.Item name="channel" label={say("publicities.channel")}>
            <Radio.Group options={channels.map((c) => ({ value: c, label: say(channelWords[c]!) }))} />
          </Form.Item>
          <Form.Item name="text" label={say("publicities.what")} rules={[{ required: true, message: say("ui.needed") }]}>
            <Input.TextArea autoSize={{ minRows: 3 }} maxLength={2000} />
          </Form.Item>
          <Form.Item name="objector" label={say("publicities.objector")} extra={say("publicities.objector-why")}>
            <Input maxLength={60} />
          </Form.Item>
          <Attached notice={notice} />
          <Refused error={send.error} />
          <Button type="primary" htmlType="submit" loading={send.isPending} className="below">
            {say(send.isPending ? "ui.sending" : "publicities.take-down")}
          </Button>
        </Form>
      </Modal>
    </>
  );
}

/** How it was answered; while its days for it last it may be taken to the second instance, where the rules name one. */
function Answered({ notice, of, office, name }: { notice: Notice; of: Notice["objections"][number]; office: boolean; name: string }) {
  const say = useSay();
  const [language] = useLanguage();
  return (
    <div className="strip">
      <Status of={of.result} />
      <Kept files={[...(of.evidence ?? []), ...(of.answerEvidence ?? [])]} />
      {of.until && <span className="quiet">{say("after.further-until", { day: dayOf(of.until, language) })}</span>}
      {of.until && office && (
        <Act<{ channel: string; text: string; objector?: string; evidence?: Sent[] }>
          small
          label={say("after.further")}
          name={say("after.further-about", { name })}
          what={say("after.further-what")}
          initial={{ channel: "in-person" }}
          send={(v, how) => body(api.POST("/api/objections/{number}/further", { params: { path: { number: of.number }, ...how }, body: { publicity: notice.id, channel: v.channel, text: v.text, objector: v.objector ?? "", evidence: hashesOf(v) } }))}
        >
          <Channel label={say("publicities.channel")} />
          <Words label={say("publicities.what")} most={2000} />
          <Form.Item name="objector" label={say("publicities.objector")} extra={say("publicities.objector-why")}>
            <Input maxLength={60} />
          </Form.Item>
          <Attached notice={notice} />
        </Act>
      )}
    </div>
  );
}

function Answering({ notice, objection, name }: { notice: Notice; objection: Notice["objections"][number]; name: string }) {
  const number = objection.number;
  const say = useSay();
  return (
    <Act<Answer>
      tone="primary"
      weighed
      label={say("publicities.answer")}
      title={say("publicities.answer-title", { name })}
      what={
        <>
          <Objected objection={objection} />
          <p>{say("publicities.answer-what")}</p>
        </>
      }
      send={(v, how) => body(api.POST("/api/objections/{number}/answer", { params: { path: { number }, ...how }, body: { publicity: notice.id, upheld: v.upheld, text: v.text, evidence: hashesOf(v) } }))}
    >
      <Form.Item name="upheld" label={say("publicities.result")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Radio.Group
          options={[
            { value: false, label: say("ui.result-not-upheld") },
            { value: true, label: say("ui.result-upheld") },
          ]}
        />
      </Form.Item>
      <Form.Item name="text" label={say("publicities.answer-text")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={2000} />
      </Form.Item>
      <Attached notice={notice} />
    </Act>
  );
}

/** What was objected and by whom: told to who answers it, and empty for everybody else. */
function Objected({ objection }: { objection: Notice["objections"][number] }) {
  const say = useSay();
  if (!objection.text) return null;
  return (
    <Descriptions column={1} size="small" className="below">
      <Descriptions.Item label={say("publicities.objector")}>{objection.objector || say("publicities.anonymous")}</Descriptions.Item>
      <Descriptions.Item label={say("publicities.what")}>
        {objection.text}
        <Kept files={objection.evidence ?? []} />
      </Descriptions.Item>
      {objection.answer && <Descriptions.Item label={say("publicities.answer-text")}>{objection.answer}</Descriptions.Item>}
    </Descriptions>
  );
}
