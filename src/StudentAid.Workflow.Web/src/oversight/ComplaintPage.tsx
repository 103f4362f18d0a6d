import { useQuery } from "@tanstack/react-query";
import { Card, Form, Input } from "antd";
import { useParams } from "react-router";
import type { How } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Act } from "@/ui/Act";
import { Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { dayOf } from "@/ui/time";
import { channelOf } from "./channels";
import { Due } from "./Due";
import { Turn } from "./Turn";
import { Words } from "./Words";

type Sheet = Api["ComplaintSheet"];

/** A complaint from filing over taking on and handling to the answer. Whoever may read it may handle it. */
export default function ComplaintPage() {
  const { id = "" } = useParams();
  const complaint = useQuery({ queryKey: ["complaints", id], queryFn: () => body(api.GET("/api/complaints/{id}", { params: { path: { id } } })) });
  return <Shown of={complaint} rows={8}>{(sheet) => <Complaint of={sheet} />}</Shown>;
}

function Complaint({ of }: { of: Sheet }) {
  const say = useSay();
  const [language] = useLanguage();
  const { row } = of;
  return (
    <Page
      title="oversight.complaint"
      heading={say("oversight.complaint-at", { school: textOf(row.schoolName, language), day: dayOf(row.filedOn, language) })}
      sentence={
        <span className="strip">
          <Status of={`complaint-${row.status}`} />
          {row.due && <span>{say("oversight.answer-by")} <Due day={row.due} overdue={row.overdue} /></span>}
          <span>{say(channelOf(row.channel))}</span>
        </span>
      }
      crumbs={[{ to: "/oversight/complaints", text: say("oversight.complaints") }]}
      actions={
        <>
          <Acts of={of} />
          <a className="ant-btn-like" href={`/complaints/${row.id}`} target="_blank" rel="noreferrer">{say("oversight.complainant-page")}</a>
        </>
      }
    >
      <div className="stack">
        <Card title={say("oversight.complaint-text")}>
          <p className="fact">{of.text}</p>
          <p className="quiet">{row.anonymous ? say("oversight.anonymous") : say("oversight.contact-is", { contact: of.contact })}</p>
        </Card>
        <Card title={say("oversight.turns")}>
          <ul className="history">
            <Turn day={row.filedOn} what={say("oversight.turn-filed")} />
            {row.acceptedOn && <Turn day={row.acceptedOn} what={say("oversight.turn-accepted", { day: dayOf(row.due!, language) })} />}
            {of.notes.map((note, i) => (
              <Turn key={`${i}-${note.day}`} day={note.day} what={say("oversight.turn-handled")} text={note.text} />
            ))}
            {row.answeredOn && <Turn day={row.answeredOn} what={say("oversight.turn-told")} text={of.answer} />}
          </ul>
        </Card>
      </div>
    </Page>
  );
}

function Acts({ of }: { of: Sheet }) {
  const say = useSay();
  const { id, status } = of.row;
  const to = (how: How) => ({ params: { path: { id }, ...how } });
  if (status === "answered") return null;
  if (status === "filed")
    return (
      <Act<{ due: string }>
        tone="primary"
        label={say("oversight.accept")}
        what={say("oversight.accept-what")}
        send={(v, how) => body(api.POST("/api/complaints/{id}/accept", { ...to(how), body: v }))}
      >
        <Form.Item name="due" label={say("oversight.answer-by")} rules={[{ required: true, message: say("ui.needed") }]}>
          <Input type="date" />
        </Form.Item>
      </Act>
    );
  return (
    <>
      <Act<{ text: string }> label={say("oversight.handle")} what={say("oversight.handle-what")} send={(v, how) => body(api.POST("/api/complaints/{id}/handle", { ...to(how), body: v }))}>
        <Words label={say("oversight.handle-text")} most={4000} />
      </Act>
      <Act<{ text: string }> tone="primary" label={say("oversight.tell")} what={say("oversight.tell-what")} send={(v, how) => body(api.POST("/api/complaints/{id}/answer", { ...to(how), body: v }))}>
        <Words label={say("oversight.tell-text")} most={4000} />
      </Act>
    </>
  );
}
