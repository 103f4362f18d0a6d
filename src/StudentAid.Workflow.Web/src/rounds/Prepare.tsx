import { Card, Checkbox, Form, Input } from "antd";
import { trackOf } from "@/after/tracks";
import { api, body, type Api } from "@/api/client";
import { useUnitList, useUnits } from "@/api/reading";
import { useCarriesAt } from "@/app/duties";
import { useMe } from "@/app/session";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { Evidence, type Sent } from "@/oversight/Evidence";
import { Act } from "@/ui/Act";
import { Choice } from "@/ui/form/Choice";
import { Paper } from "@/ui/Paper";
import { StudentPicker } from "@/ui/StudentPicker";
import { dayAt, dayOf, lastDayOf } from "@/ui/time";

type Round = Api["RoundView"];

const channels: Record<string, Key> = {
  "notice-board": "rounds.channel-board",
  website: "rounds.channel-website",
  "class-meeting": "rounds.channel-class-meeting",
  "parents-meeting": "rounds.channel-parents-meeting",
  letter: "rounds.channel-letter",
  message: "rounds.channel-message",
};

/** A window is open on whole days of China: from 0:00 of the first to 24:00 of the last. */
export const startOf = (day: string): string => new Date(`${day}T00:00:00+08:00`).toISOString();

export const endOf = (day: string): string => new Date(Date.parse(`${day}T00:00:00+08:00`) + 24 * 60 * 60_000).toISOString();

/** What a round rests on before anybody applies, and the acts that lay it: for whom the server lets, while the round is open. */
export function Prepared({ round }: { round: Round }) {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const keeps = useCarriesAt("keep-rounds")(round.school) && round.status === "open";
  const track = (id: string) => (round.tracks.length > 1 ? `${trackOf(say, id)} · ` : "");
  return (
    <Card title={say("rounds.prepared")}>
      <ul className="history">
        {round.announced.map((a) => (
          <li key={a.track}>
            <time>{dayOf(a.day, language)}</time>
            <span>{track(a.track)}{say("rounds.announced", { count: a.channels.length })}</span>
          </li>
        ))}
        {round.windows.map((w) => (
          <li key={w.track + w.opens}>
            <time>{dayOf(dayAt(w.opens), language)}</time>
            <span>{track(w.track)}{say("rounds.window", { day: lastDayOf(w.closes, language) })}</span>
          </li>
        ))}
        {round.zeroReports.map((z) => (
          <li key={z.activity + z.unit}>
            <time>{dayOf(z.day, language)}</time>
            <span>{say("rounds.zero", { unit: unit(z.unit) })}</span>
          </li>
        ))}
      </ul>
      <div className="acts">
        {keeps && <Announce round={round} />}
        {keeps && <Window round={round} />}
        {keeps && <PersonalWindow round={round} />}
        {round.status === "open" && <ZeroReport round={round} keeps={keeps} />}
        {keeps && <Complete round={round} />}
      </div>
    </Card>
  );
}

/** Which kind of students; not asked where there is one. */
function Track({ round }: { round: Round }) {
  const say = useSay();
  return (
    <Form.Item name="track" label={say("rounds.track")} hidden={round.tracks.length < 2}>
      <Choice options={round.tracks.map((value) => ({ value, label: trackOf(say, value) }))} />
    </Form.Item>
  );
}

function Day({ name, label, min, max }: { name: string; label: string; min?: string; max?: string }) {
  const say = useSay();
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: say("ui.needed") }]}>
      <Input type="date" min={min} max={max} />
    </Form.Item>
  );
}

const useToday = () => dayAt(useMe().data?.now ?? new Date().toISOString());

interface Announced {
  track: string;
  day: string;
  channels: string[];
  text: string;
  evidence: Sent[];
}

function Announce({ round }: { round: Round }) {
  const say = useSay();
  const today = useToday();
  const whose = { unit: round.school };
  return (
    <Act<Announced>
      weighed
      label={say("rounds.announce")}
      what={say("rounds.announce-what")}
      initial={{ track: round.tracks[0] ?? "", day: today, channels: [] }}
      send={(v, how) =>
        body(
          api.POST("/api/rounds/{id}/announce", {
            params: { path: { id: round.id }, ...how },
            body: { track: v.track, day: v.day, channels: v.channels, textHash: v.text, evidence: v.evidence.map((e) => e.hash) },
          }),
        )
      }
    >
      <Track round={round} />
      <Day name="day" label={say("rounds.announce-day")} max={today} />
      {/* Not `required`, which would put aria-required on a group, where it has no meaning. */}
      <Form.Item name="channels" label={say("rounds.channels")} rules={[{ type: "array", min: 1, message: say("ui.needed") }]}>
        <Checkbox.Group options={Object.entries(channels).map(([value, key]) => ({ value, label: say(key) }))} />
      </Form.Item>
      <Paper name="text" label={say("rounds.announce-text")} whose={whose} category="announcement" />
      <Form.Item name="evidence" label={say("rounds.announce-evidence")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Evidence whose={whose} category="announcement" />
      </Form.Item>
    </Act>
  );
}

function Window({ round }: { round: Round }) {
  const say = useSay();
  return (
    <Act<{ track: string; opens: string; closes: string }>
      weighed
      label={say("rounds.window-set")}
      what={say("rounds.window-what")}
      initial={{ track: round.tracks[0] ?? "" }}
      send={(v, how) =>
        body(api.POST("/api/rounds/{id}/window", { params: { path: { id: round.id }, ...how }, body: { track: v.track, opens: startOf(v.opens), closes: endOf(v.closes) } }))
      }
    >
      <Track round={round} />
      <Day name="opens" label={say("rounds.window-opens")} />
      <Day name="closes" label={say("rounds.window-closes")} />
    </Act>
  );
}

function PersonalWindow({ round }: { round: Round }) {
  const say = useSay();
  const today = useToday();
  return (
    <Act<{ person: string; closes: string; reason: string }>
      weighed
      label={say("rounds.personal-window")}
      what={say("rounds.personal-window-what")}
      send={(v, how) =>
        body(api.POST("/api/rounds/{id}/personal-window", { params: { path: { id: round.id }, ...how }, body: { person: v.person, closes: endOf(v.closes), reason: v.reason } }))
      }
    >
      <Form.Item name="person" label={say("home.who")} rules={[{ required: true, message: say("ui.needed") }]}>
        <StudentPicker school={round.school} />
      </Form.Item>
      <Day name="closes" label={say("rounds.window-closes")} min={today} />
      <Form.Item name="reason" label={say("ui.reason")} rules={[{ required: true, whitespace: true, message: say("ui.reason-needed") }]}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
    </Act>
  );
}

const Between = " ";

/** A class or department of which nobody applied: its own people say so, or who keeps the round for them. */
export function ZeroReport({ round, keeps, of }: { round: Round; keeps: boolean; of?: { activity: string; unit: string } }) {
  const say = useSay();
  const [language] = useLanguage();
  const today = useToday();
  const me = useMe().data;
  const units = useUnitList().data?.items ?? [];
  const said = new Set(round.zeroReports.map((z) => `${z.activity}${Between}${z.unit}`));
  const places = round.gates
    .filter((g) => g.scope !== "school" && (of === undefined || of.activity === g.activity))
    .flatMap((g) =>
      units
        .filter((u) => u.kind === g.scope && u.path.startsWith(round.school) && g.counts.every((c) => c.unit !== u.path) && (of === undefined || of.unit === u.path) && (keeps || me?.grants.some((own) => own.unit === u.path)))
        .map((u) => ({ value: `${g.activity}${Between}${u.path}`, label: say("rounds.zero-place", { unit: textOf(u.name, language), list: textOf(g.title, language) }) })),
    )
    .filter((p) => !said.has(p.value));
  if (places.length === 0) return null;
  return (
    <Act<{ place: string }>
      weighed
      label={say("rounds.zero-report")}
      what={say("rounds.zero-what")}
      initial={places.length === 1 ? { place: places[0]!.value } : {}}
      send={(v, how) => {
        const [activity = "", unit = ""] = v.place.split(Between);
        return body(api.POST("/api/rounds/{id}/zero-report", { params: { path: { id: round.id }, ...how }, body: { activity, unit, day: today } }));
      }}
    >
      <Form.Item name="place" label={say("ui.unit")} rules={[{ required: true, message: say("ui.needed") }]}>
        <Choice options={places} />
      </Form.Item>
    </Act>
  );
}

/** Completed: the server knows the day, and names whatever stands in its way. */
function Complete({ round }: { round: Round }) {
  const say = useSay();
  return (
    <Act weighed label={say("rounds.complete")} what={say("rounds.complete-what")} tone="danger" send={(_, how) => body(api.POST("/api/rounds/{id}/complete", { params: { path: { id: round.id }, ...how }, body: {} }))} />
  );
}
