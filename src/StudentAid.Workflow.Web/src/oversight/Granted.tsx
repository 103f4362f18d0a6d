import { Card, Form, Input } from "antd";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Act } from "@/ui/Act";

interface ReadProps {
  grant: string;
  /** What the button is called for whoever does not see the row. */
  name: string;
  show: (read: Api["GrantedCase"]) => void;
}

/** Reads a case that was opened: that and for what is put on record first. */
export function Read({ grant, name, show }: ReadProps) {
  const say = useSay();
  return (
    <Act<{ purpose: string }>
      small
      label={say("oversight.read")}
      name={name}
      what={say("oversight.read-what")}
      send={async (v, how) => show(await body(api.POST("/api/read-grants/{id}/read", { params: { path: { id: grant }, ...how }, body: v })))}
    >
      <Form.Item name="purpose" label={say("oversight.purpose")} rules={[{ required: true, min: 2, message: say("ui.needed") }]}>
        <Input maxLength={200} />
      </Form.Item>
    </Act>
  );
}

/** What was opened of a case, gone with the page. */
export function Granted({ of: { record, result } }: { of: Api["GrantedCase"] }) {
  const say = useSay();
  const [language] = useLanguage();
  const known = record ?? result;
  if (!known) return null;
  return (
    <Card title={say("oversight.record-of", { number: known.number, level: textOf(known.levelName, language) })}>
      <ul className="history">
        {record?.scores.map((s) => <li key={s.at}>{say("oversight.record-score", { total: String(s.total), level: textOf(s.suggestedName, language) })}</li>)}
        {record?.checks.map((c, i) => <li key={i}>{c.day} {c.finding}</li>)}
        {record
          ? record.stages.map((s, i) => <li key={i}>{textOf(s.title, language)} {textOf(s.levelName, language)} {s.opinion}</li>)
          : result?.stages.map((s, i) => <li key={i}>{textOf(s.title, language)} {textOf(s.levelName, language)}</li>)}
      </ul>
    </Card>
  );
}
