import { useQuery } from "@tanstack/react-query";
import { Card, Form, Input } from "antd";
import { Link, useParams } from "react-router";
import type { How } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { Act } from "@/ui/Act";
import { Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { dayOf } from "@/ui/time";
import { Admit } from "./Admit";
import { Due } from "./Due";
import { Evidence, type Sent } from "./Evidence";
import { Turn } from "./Turn";
import { Words } from "./Words";

type Sheet = Api["FindingSheet"];

const turns: Record<string, Key> = { answered: "oversight.turn-answered", returned: "oversight.turn-returned", closed: "oversight.turn-closed" };

/** A finding from the issue over the school's answers to striking off; what one may do with it, the server says. */
export default function FindingPage() {
  const { id = "" } = useParams();
  const finding = useQuery({ queryKey: ["findings", id], queryFn: () => body(api.GET("/api/findings/{id}", { params: { path: { id } } })) });
  return <Shown of={finding} rows={8}>{(sheet) => <Finding of={sheet} />}</Shown>;
}

function Finding({ of }: { of: Sheet }) {
  const say = useSay();
  const [language] = useLanguage();
  const { row } = of;
  return (
    <Page
      title="oversight.findings"
      heading={say("oversight.finding-at", { school: textOf(row.schoolName, language), day: dayOf(row.issuedOn, language) })}
      sentence={
        <span className="strip">
          <Status of={`finding-${row.status}`} />
          <span>{say("oversight.correct-by")} <Due day={row.due} overdue={row.overdue} /></span>
          <span>{textOf(row.authorityName, language)}</span>
        </span>
      }
      crumbs={[{ to: "/oversight", text: say("oversight.findings") }]}
      actions={of.acts.length > 0 && <Acts of={of} />}
    >
      <div className="stack">
        <Card title={say("oversight.issue-text")}>
          <p className="fact">{of.issue}</p>
          <p className="quiet">{say("ui.article", { article: row.article })}</p>
          {row.case && <Link to={`/cases/${row.case}`}>{say("oversight.case")}</Link>}
        </Card>
        <Card title={say("oversight.turns")}>
          <ul className="history">
            <Turn day={row.issuedOn} what={say("oversight.turn-issued", { authority: textOf(row.authorityName, language) })} />
            {of.turns.map((t, i) => (
              <Turn key={`${i}-${t.what}`} day={t.day} what={say(turns[t.what] ?? "oversight.turn-answered")} text={t.text}>
                <span className="strip">
                  {t.evidence.map((hash, n) => (
                    <a key={hash} download href={`/api/files/${hash}`}>{say("oversight.evidence-number", { number: n + 1 })}</a>
                  ))}
                </span>
              </Turn>
            ))}
          </ul>
        </Card>
      </div>
    </Page>
  );
}

function Acts({ of }: { of: Sheet }) {
  const say = useSay();
  const { id, school } = of.row;
  const to = (how: How) => ({ params: { path: { id }, ...how } });
  const may = (act: string) => of.acts.includes(act);
  return (
    <>
      {may("answer") && of.row.case && <Admit finding={id} of={of.row.case} />}
      {may("answer") && (
        <Act<{ text: string; evidence: Sent[] }>
          tone="primary"
          label={say("oversight.answer")}
          what={say("oversight.answer-what")}
          send={(v, how) => body(api.POST("/api/findings/{id}/answer", { ...to(how), body: { text: v.text, evidence: v.evidence.map((e) => e.hash) } }))}
        >
          <Words label={say("oversight.answer-text")} most={2000} />
          <Form.Item name="evidence" label={say("oversight.evidence")} rules={[{ required: true, message: say("oversight.evidence-needed") }]}>
            <Evidence whose={{ unit: school }} category="finding-evidence" />
          </Form.Item>
        </Act>
      )}
      {may("close") && (
        <Act<{ note?: string }>
          tone="primary"
          label={say("oversight.close")}
          what={say("oversight.close-what")}
          send={(v, how) => body(api.POST("/api/findings/{id}/close", { ...to(how), body: { note: v.note ?? "" } }))}
        >
          <Words name="note" label={say("oversight.close-note")} most={500} rows={2} optional />
        </Act>
      )}
      {may("return") && (
        <Act<Api["FindingReturnInput"]>
          tone="danger"
          label={say("oversight.return")}
          what={say("oversight.return-what")}
          send={(v, how) => body(api.POST("/api/findings/{id}/return", { ...to(how), body: v }))}
        >
          <Words name="reason" label={say("ui.reason")} most={500} rows={2} />
          <Form.Item name="due" label={say("oversight.correct-by")} rules={[{ required: true, message: say("ui.needed") }]}>
            <Input type="date" />
          </Form.Item>
        </Act>
      )}
    </>
  );
}
