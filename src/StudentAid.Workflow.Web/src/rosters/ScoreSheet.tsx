import { Form, InputNumber } from "antd";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Act } from "@/ui/Act";
import { isOpen } from "./worksheet";

type Roster = Api["RosterView"];

interface Given {
  points: Record<string, Record<string, number>>;
}

interface ScoreSheetsProps {
  roster: Roster;
  meeting: Api["MeetingView"];
  nameOf: (member: string) => string;
}

/** Whose sheet can be filled in here: one's own, and by whoever keeps the record that of everybody who sits there, votes and has none yet. */
export function sheetsOf(roster: Pick<Roster, "scoring" | "status" | "ownVote" | "duties">, meeting: Pick<Api["MeetingView"], "seats" | "scored" | "observers">): { member: string; own: boolean }[] {
  if (!roster.scoring || roster.status !== "frozen") return [];
  const own = roster.ownVote?.member;
  const seats = meeting.seats.filter((s) => (s.attendance === "present" || s.substitute) && !(meeting.observers ?? []).includes(s.member)).map((s) => s.member);
  const others = roster.duties.mayRecord ? seats.filter((m) => m !== own && !(meeting.scored ?? []).includes(m)) : [];
  return [...(own && seats.includes(own) ? [{ member: own, own: true }] : []), ...others.map((member) => ({ member, own: false }))];
}

/** Score sheets (one for each member): how many are in, and the act that fills one in. */
export function ScoreSheets({ roster, meeting, nameOf }: ScoreSheetsProps) {
  const say = useSay();
  if (!roster.scoring) return null;
  const scored = meeting.scored ?? [];
  return (
    <div className="below">
      <p className="quiet">{say("rosters.sheets-in", { count: scored.length })}</p>
      <div className="strip">
        {sheetsOf(roster, meeting).map((s) => (
          <Fill key={s.member} roster={roster} member={s.member} label={s.own ? say(scored.includes(s.member) ? "rosters.sheet-own-again" : "rosters.sheet-own") : say("rosters.sheet-of", { name: nameOf(s.member) })} own={s.own} />
        ))}
      </div>
    </div>
  );
}

/** Points for each item to each student; the server judges them while they are filled in. */
function Fill({ roster, member, label, own }: { roster: Roster; member: string; label: string; own: boolean }) {
  const say = useSay();
  const [language] = useLanguage();
  const items = roster.scoring?.items ?? [];
  return (
    <Act<Given>
      tone={own ? "primary" : "default"}
      weighed
      label={label}
      what={say("rosters.sheet-what")}
      send={({ points }, how) => body(api.POST("/api/rosters/{id}/sheet", { params: { path: { id: roster.id }, ...how }, body: { member, rows: Object.entries(points).map(([id, given]) => ({ case: id, points: given })) } }))}
    >
      {roster.entries.filter(isOpen).map((e) => (
        <fieldset key={e.case} className="form-group">
          <legend>{e.name}</legend>
          {items.map((i) => (
            <Form.Item key={i.id} name={["points", e.case, i.id]} label={say("rosters.sheet-item", { item: textOf(i.name, language), minimum: i.minimum, maximum: i.maximum })} rules={[{ required: true, message: say("ui.needed") }]}>
              <InputNumber min={i.minimum} max={i.maximum} className="wide" aria-label={say("rosters.sheet-item-of", { item: textOf(i.name, language), name: e.name })} />
            </Form.Item>
          ))}
        </fieldset>
      ))}
    </Act>
  );
}
