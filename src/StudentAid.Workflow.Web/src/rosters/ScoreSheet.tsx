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

interface Sheet {
  member: string;
  /** Who sits in for him. */
  substitute: string;
  own: boolean;
  /** It is there already and is filled in anew. */
  again: boolean;
}

/** Whose sheet can be filled in here until the list is decided: one's own, and by whoever keeps the record that of everybody who sits there and votes; whether one's own stands against it the server says. */
export function sheetsOf(roster: Pick<Roster, "scoring" | "status" | "ownVote" | "duties">, meeting: Pick<Api["MeetingView"], "seats" | "scored" | "observers">): Sheet[] {
  if (!roster.scoring || roster.status !== "frozen") return [];
  const own = roster.ownVote?.member;
  const seats = meeting.seats.filter((s) => (s.attendance === "present" || s.substitute) && !(meeting.observers ?? []).includes(s.member));
  const sheets = seats.map((s) => ({ member: s.member, substitute: s.substitute, own: s.member === own, again: (meeting.scored ?? []).includes(s.member) }));
  return [...sheets.filter((s) => s.own), ...(roster.duties.mayRecord ? sheets.filter((s) => !s.own) : [])];
}

/** Score sheets (one for each member): how many are in, and the act that fills one in. */
export function ScoreSheets({ roster, meeting, nameOf }: ScoreSheetsProps) {
  const say = useSay();
  if (!roster.scoring) return null;
  const scored = meeting.scored ?? [];
  const whose = (s: Sheet) => (s.substitute ? say("rosters.stands-in", { name: nameOf(s.substitute), member: nameOf(s.member) }) : nameOf(s.member));
  const labelOf = (s: Sheet) => (s.own ? say(s.again ? "rosters.sheet-own-again" : "rosters.sheet-own") : say(s.again ? "rosters.sheet-of-again" : "rosters.sheet-of", { name: whose(s) }));
  return (
    <div className="below">
      <p className="quiet">{say("rosters.sheets-in", { count: scored.length })}</p>
      <div className="strip">
        {sheetsOf(roster, meeting).map((s) => (
          <Fill key={s.member} roster={roster} member={s.member} label={labelOf(s)} own={s.own} />
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
      long
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
