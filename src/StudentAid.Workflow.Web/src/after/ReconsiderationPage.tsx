import { useQuery } from "@tanstack/react-query";
import { Card, Form, Input, Radio } from "antd";
import { Link, useParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useMe } from "@/app/session";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Due } from "@/oversight/Due";
import { Turn } from "@/oversight/Turn";
import { Words } from "@/oversight/Words";
import { Act } from "@/ui/Act";
import { Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { dayAt } from "@/ui/time";
import { channelOf } from "./channels";

type Asked = Api["ReconsiderationView"];

/** A reconsideration: what was asked, until when it is to be answered, and the authority's answer with its document number. */
export default function ReconsiderationPage() {
  const { id = "" } = useParams();
  const asked = useQuery({ queryKey: ["reconsiderations", "one", id], queryFn: () => body(api.GET("/api/reconsiderations/{id}", { params: { path: { id } } })) });
  return <Shown of={asked} rows={8}>{(a) => <Sheet of={a} />}</Shown>;
}

function Sheet({ of }: { of: Asked }) {
  const say = useSay();
  const [language] = useLanguage();
  return (
    <Page
      title="after.reconsiderations"
      heading={say("after.reconsideration-at", { school: textOf(of.schoolName, language), name: of.name })}
      sentence={
        <span className="strip">
          <Status of={`reconsideration-${of.result ?? of.status}`} />
          {!of.result && of.due && <span>{say("after.answer-by")} <Due day={of.due} overdue={of.overdue ?? false} /></span>}
          <span>{of.authority}</span>
          <span>{say(channelOf(of.channel))}</span>
        </span>
      }
      crumbs={[{ to: "/reconsiderations", text: say("after.reconsiderations") }]}
      actions={of.acts.includes("answer") && <Answer of={of} />}
    >
      <Card title={say("after.course")} extra={<Link to={`/cases/${of.case}`}>{say("after.case")}</Link>}>
        <ul className="history">
          <Turn what={say("after.turn-asked")} text={of.text} />
          {of.result && (
            <Turn day={of.answeredOn} what={say(of.result === "changed" ? "after.turn-changed" : "after.turn-maintained", { authority: of.authority })} text={of.answer}>
              <div className="strip">
                <span className="quiet">{of.documentNumber}</span>
                <a href={`/api/prints/reconsideration-answer?reconsideration=${of.id}`} target="_blank" rel="noreferrer">{say("after.letter")}</a>
              </div>
            </Turn>
          )}
        </ul>
        {of.result === "changed" && <p className="quiet">{say("after.changed-what")}</p>}
      </Card>
    </Page>
  );
}

function Answer({ of }: { of: Asked }) {
  const say = useSay();
  const today = dayAt(useMe().data?.now ?? new Date().toISOString());
  return (
    <Act<{ result: string; text: string; documentNumber: string; day: string }>
      tone="primary"
      weighed
      label={say("after.answer")}
      what={say("after.answer-what")}
      initial={{ day: today }}
      send={(v, how) => body(api.POST("/api/reconsiderations/{id}/answer", { params: { path: { id: of.id }, ...how }, body: v }))}
    >
      <Form.Item name="result" label={say("after.decision")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Radio.Group
          className="choices"
          options={[
            { value: "maintained", label: say("after.reconsideration-maintained") },
            { value: "changed", label: say("after.reconsideration-changed") },
          ]}
        />
      </Form.Item>
      <Words label={say("after.answer-text")} most={4000} />
      <Form.Item name="documentNumber" label={say("after.document-number")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="day" label={say("after.answered-on")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Input type="date" />
      </Form.Item>
    </Act>
  );
}
