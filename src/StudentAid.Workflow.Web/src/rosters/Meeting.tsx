import { useQuery } from "@tanstack/react-query";
import { Button, Card, Radio, Space, Tag } from "antd";
import { useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body, Refusal, type Api } from "@/api/client";
import { useMe } from "@/app/session";
import { listed, textOf, useLanguage, useSay, type Say } from "@/app/texts";
import { Choice } from "@/ui/form/Choice";
import { Refused, Shown } from "@/ui/Refused";
import { dayAt, dayOf } from "@/ui/time";
import { noPapers, Papers } from "./Papers";
import { ScoreSheets } from "./ScoreSheet";
import { Tell } from "./Tell";
import { Awaited, OwnVote, votes } from "./Votes";

type Roster = Api["RosterView"];
type Seat = Api["Seat"];
type Seating = Api["Seating"];

/** The body's meeting: who was there and how they voted, put down once; afterwards what was put down. */
export function Meeting({ roster }: { roster: Roster }) {
  const say = useSay();
  const seats = useQuery({ queryKey: ["rosters", roster.id, "seats"], queryFn: () => body(api.GET("/api/rosters/{id}/seats", { params: { path: { id: roster.id } } })) });
  const committees = useQuery({
    queryKey: ["committees", roster.body, roster.unit],
    queryFn: () => body(api.GET("/api/committees", { params: { query: { body: roster.body, unit: roster.unit } } })),
    enabled: roster.status === "frozen",
  });
  const [again, setAgain] = useState(false);
  const may = roster.status === "frozen" && roster.duties.mayRecord;
  const substitutes = committees.data?.items.flatMap((c) => c.substitutes) ?? [];
  if (roster.meeting && !again) {
    return <Recorded roster={roster} meeting={roster.meeting} seats={[...(seats.data?.items ?? []), ...substitutes]} again={may ? () => setAgain(true) : undefined} />;
  }
  if (!may) return null;
  return (
    <Card title={say("rosters.meeting")}>
      <Shown of={seats}>{(s) => (s.items.length === 0 ? <p className="quiet">{say("rosters.no-body")}</p> : <Record roster={roster} seats={s.items} substitutes={substitutes} done={() => setAgain(false)} />)}</Shown>
    </Card>
  );
}

interface RecordedProps {
  roster: Roster;
  meeting: Api["MeetingView"];
  seats: { id: string; name: string }[];
  again: (() => void) | undefined;
}

function Recorded({ roster, meeting, seats, again }: RecordedProps) {
  const say = useSay();
  const [language] = useLanguage();
  const nameOf = (member: string) => seats.find((x) => x.id === member)?.name ?? member;
  const join = (names: string[]) => listed(names, language);
  const names = (attendance: string) => meeting.seats.filter((s) => s.attendance === attendance).map((s) => (s.substitute ? say("rosters.stands-in", { name: nameOf(s.substitute), member: nameOf(s.member) }) : nameOf(s.member)));
  const observes = (s: Seating) => (meeting.observers ?? []).includes(s.member);
  const there = meeting.seats.filter((s) => s.attendance === "present" || s.substitute);
  const present = there.filter((s) => !observes(s)).map((s) => nameOf(s.substitute || s.member));
  const observers = there.filter(observes).map((s) => nameOf(s.substitute || s.member));
  return (
    <Card title={say("rosters.meeting")} extra={again && <Button onClick={again}>{say("rosters.meet-again")}</Button>}>
      <div className="strip">
        <span>{dayOf(meeting.day, language)}</span>
        <span>{modeOf(say, meeting.mode)}</span>
        <span>{say("rosters.present-names", { count: present.length, names: join(present) })}</span>
        {observers.length > 0 && <span>{say("rosters.observers-names", { count: observers.length, names: join(observers) })}</span>}
        {(["excused", "absent", "withdrawn"] as const).map((a) => names(a).length > 0 && <span key={a}>{say("rosters.others-names", { what: say(`rosters.${a}`), names: join(names(a)) })}</span>)}
        {meeting.postponedTo ? <strong className="due">{say("rosters.postponed-to", { day: dayOf(meeting.postponedTo, language) })}</strong> : <span>{roster.ballot === "secret" ? say("rosters.papers-read", { agree: meeting.agree, disagree: meeting.disagree, abstain: meeting.abstain }) : say("rosters.agreed", { count: meeting.agree })}</span>}
      </div>
      {(meeting.notes ?? []).map((n) => (
        <p className="quiet below" key={textOf(n, language)}>
          {textOf(n, language)}
        </p>
      ))}
      {roster.ownVote && <OwnVote roster={roster} own={roster.ownVote} />}
      <ScoreSheets roster={roster} meeting={meeting} nameOf={nameOf} />
      {roster.status === "frozen" && roster.duties.mayRecord && <Awaited roster={roster} meeting={meeting} nameOf={nameOf} />}
      {meeting.toTell.length > 0 && roster.status !== "frozen" && <p className="quiet below">{say("rosters.to-tell", { names: join(meeting.toTell.map(nameOf)) })}</p>}
      {roster.status !== "frozen" && roster.duties.mayRecord && meeting.toTell.map((m) => <Tell key={m} roster={roster} member={m} name={nameOf(m)} />)}
    </Card>
  );
}

const modes = ["in-person", "online", "mixed", "written"] as const;

const modeOf = (say: Say, mode: string): string => ((modes as readonly string[]).includes(mode) ? say(`rosters.mode-${mode as (typeof modes)[number]}`) : mode);

/** What is put down of who sits there before anybody says otherwise. */
const usual = (seat: Seat | undefined, secret: boolean): string => (seat?.observes ? "" : secret ? "cast" : "agree");

const first = (seat: Seat, secret: boolean): Seating =>
  seat.concerned ? { member: seat.id, attendance: "withdrawn", substitute: "", vote: "" } : { member: seat.id, attendance: "present", substitute: "", vote: usual(seat, secret) };

interface RecordProps {
  roster: Roster;
  seats: Seat[];
  substitutes: Api["SeatView"][];
  done: () => void;
}

/** Ticks of who was there; below the quorum the server says so, and the meeting can only be put off. */
function Record({ roster, seats, substitutes, done }: RecordProps) {
  const say = useSay();
  const me = useMe().data;
  const [language] = useLanguage();
  const secret = roster.ballot === "secret";
  const [rows, setRows] = useState<Seating[]>(() => seats.map((s) => first(s, secret)));
  const [papers, setPapers] = useState(noPapers);
  const [mode, setMode] = useState<string>("in-person");
  const [postponed, setPostponed] = useState("");
  const meet = useAct(
    (input: Seating[], key) =>
      body(
        api.POST("/api/rosters/{id}/meet", {
          params: { path: { id: roster.id }, header: acting(key) },
          body: { day: dayAt(me?.now ?? new Date().toISOString()), mode, seats: input, ...(secret ? { papers } : {}), ...(postponed ? { postponedTo: postponed } : {}) },
        }),
      ),
    done,
  );
  const short = meet.error instanceof Refusal && meet.error.code === "below-quorum";
  const put = (member: string, change: Partial<Seating>) =>
    setRows(rows.map((r) => (r.member === member ? { ...r, ...change, ...(change.attendance && change.attendance !== "present" ? { vote: "" } : change.attendance ? { vote: r.vote || usual(seats.find((s) => s.id === member), secret) } : {}) } : r)));
  const voting = seats.filter((s) => !s.observes);
  const present = rows.filter((r) => (r.attendance === "present" || r.substitute) && voting.some((s) => s.id === r.member)).length;
  return (
    <>
      <div className="strip below-margin">
        <span className="quiet">{say("rosters.meeting-how")}</span>
        <label className="labelled">
          {say("rosters.mode")}
          <Choice value={mode} onChange={(v) => setMode(v ?? mode)} options={modes.map((m) => ({ value: m, label: modeOf(say, m) }))} label={say("rosters.mode")} />
        </label>
      </div>
      {seats.map((seat) => {
        const row = rows.find((r) => r.member === seat.id)!;
        return (
          <div key={seat.id} className="seat" role="group" aria-label={seat.name}>
            <span>
              <strong>{seat.name}</strong> {seat.chair && <Tag>{say("rosters.chair")}</Tag>}
              {seat.concerned && <Tag color="warning" variant="filled">{say("rosters.concerned")}</Tag>}
            </span>
            <Radio.Group
              aria-label={say("rosters.attendance-of", { name: seat.name })}
              value={row.attendance}
              onChange={(e) => put(seat.id, { attendance: e.target.value as string })}
              options={(["present", "excused", "absent", "withdrawn"] as const).map((v) => ({ value: v, label: say(`rosters.${v}`) }))}
            />
            {row.attendance === "present" && seat.observes ? (
              <Tag>{say("rosters.observes")}</Tag>
            ) : row.attendance === "present" ? (
              <Radio.Group
                aria-label={say("rosters.vote-of", { name: seat.name })}
                value={row.vote}
                onChange={(e) => put(seat.id, { vote: e.target.value as string })}
                options={[...(secret ? [{ value: "cast", label: say("rosters.cast-paper") }] : votes.map((v) => ({ value: v as string, label: say(`rosters.${v}`) }))), ...(secret && !seat.signsIn ? [] : [{ value: "", label: say("rosters.later") }])]}
              />
            ) : (
              <Choice
                label={say("rosters.substitute-of", { name: seat.name })}
                value={row.substitute}
                onChange={(v = "") => put(seat.id, { substitute: v, vote: v ? usual(seat, secret) : "" })}
                options={[{ value: "", label: say("rosters.no-substitute") }, ...substitutes.map((x) => ({ value: x.id, label: x.name }))]}
              />
            )}
          </div>
        );
      })}
      {secret && (
        <div className="below">
          <Papers value={papers} onChange={setPapers} />
        </div>
      )}
      {(roster.composition ?? []).map((c) => (
        <p className={c.blocks ? "due" : "quiet"} key={`${c.code} ${textOf(c.text, language)}`}>
          {textOf(c.text, language)}
        </p>
      ))}
      <Refused error={meet.error} />
      {(short || postponed) && (
        <label className="labelled below">
          {say("rosters.postpone")}
          <input type="date" className="choice" value={postponed} onChange={(e) => setPostponed(e.target.value)} />
        </label>
      )}
      <Space className="below" size={16}>
        <Button type="primary" loading={meet.isPending} onClick={() => meet.mutate(rows)}>
          {say(meet.isPending ? "ui.sending" : "rosters.meet")}
        </Button>
        <span className="quiet">{say("rosters.present-count", { count: present, of: voting.length })}</span>
      </Space>
    </>
  );
}
