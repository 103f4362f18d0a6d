import { useQuery } from "@tanstack/react-query";
import { Button, Card, Input, Radio, Space, Tag } from "antd";
import { useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useMe } from "@/app/session";
import { useLanguage, useSay } from "@/app/texts";
import { Refused, Shown } from "@/ui/Refused";
import { dayAt, dayOf } from "@/ui/time";

type Roster = Api["RosterView"];
type Seat = Api["Seat"];
type Seating = Api["Seating"];

/** The body's meeting: who was there and how they voted, put down once; afterwards what was put down. */
export function Meeting({ roster }: { roster: Roster }) {
  const say = useSay();
  const seats = useQuery({ queryKey: ["rosters", roster.id, "seats"], queryFn: () => body(api.GET("/api/rosters/{id}/seats", { params: { path: { id: roster.id } } })) });
  if (roster.meeting) return <Recorded meeting={roster.meeting} seats={seats.data?.items ?? []} />;
  if (roster.status !== "frozen") return null;
  return (
    <Card title={say("rosters.meeting")}>
      <Shown of={seats}>{(s) => (s.items.length === 0 ? <p className="quiet">{say("rosters.no-body")}</p> : <Record roster={roster} seats={s.items} />)}</Shown>
    </Card>
  );
}

function Recorded({ meeting, seats }: { meeting: Api["MeetingView"]; seats: Seat[] }) {
  const say = useSay();
  const [language] = useLanguage();
  const names = (attendance: string) => meeting.seats.filter((s) => s.attendance === attendance).map((s) => seats.find((x) => x.id === s.member)?.name ?? s.member);
  const present = names("present");
  const withdrawn = names("withdrawn");
  return (
    <Card title={say("rosters.meeting")}>
      <div className="strip">
        <span>{dayOf(meeting.day, language)}</span>
        <span>{say("rosters.present-names", { count: present.length, names: present.join(language === "en" ? ", " : "、") })}</span>
        {withdrawn.length > 0 && <span>{say("rosters.withdrawn-names", { names: withdrawn.join(language === "en" ? ", " : "、") })}</span>}
        <span>{say("rosters.agreed", { count: meeting.seats.filter((s) => s.vote === "agree").length })}</span>
      </div>
    </Card>
  );
}

const first = (seat: Seat): Seating =>
  seat.concerned ? { member: seat.id, attendance: "withdrawn", substitute: "", vote: "" } : { member: seat.id, attendance: "present", substitute: "", vote: "agree" };

function Record({ roster, seats }: { roster: Roster; seats: Seat[] }) {
  const say = useSay();
  const me = useMe().data;
  const [rows, setRows] = useState<Seating[]>(() => seats.map(first));
  const meet = useAct((input: Seating[], key) =>
    body(
      api.POST("/api/rosters/{id}/meet", {
        params: { path: { id: roster.id }, header: acting(key) },
        body: { day: dayAt(me?.now ?? new Date().toISOString()), mode: "in-person", seats: input },
      }),
    ),
  );
  const put = (member: string, change: Partial<Seating>) =>
    setRows(rows.map((r) => (r.member === member ? { ...r, ...change, ...(change.attendance && change.attendance !== "present" ? { vote: "" } : change.attendance ? { vote: r.vote || "agree" } : {}) } : r)));
  const present = rows.filter((r) => r.attendance === "present" || r.substitute).length;
  return (
    <>
      <p className="quiet">{say("rosters.meeting-how")}</p>
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
              options={(["present", "absent", "withdrawn"] as const).map((v) => ({ value: v, label: say(`rosters.${v}`) }))}
            />
            {row.attendance === "present" ? (
              <Radio.Group
                aria-label={say("rosters.vote-of", { name: seat.name })}
                value={row.vote}
                onChange={(e) => put(seat.id, { vote: e.target.value as string })}
                options={(["agree", "disagree", "abstain"] as const).map((v) => ({ value: v, label: say(`rosters.${v}`) }))}
              />
            ) : (
              <Input
                aria-label={say("rosters.substitute-of", { name: seat.name })}
                placeholder={say("rosters.substitute")}
                value={row.substitute}
                onChange={(e) => put(seat.id, { substitute: e.target.value, vote: e.target.value ? "agree" : "" })}
              />
            )}
          </div>
        );
      })}
      <Refused error={meet.error} />
      <Space className="below" size={16}>
        <Button type="primary" loading={meet.isPending} onClick={() => meet.mutate(rows)}>
          {say(meet.isPending ? "ui.sending" : "rosters.meet")}
        </Button>
        <span className="quiet">{say("rosters.present-count", { count: present, of: seats.length })}</span>
      </Space>
    </>
  );
}
