import { Button, Radio, Space } from "antd";
import { useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useSay } from "@/app/texts";
import { Refused } from "@/ui/Refused";

type Roster = Api["RosterView"];

export const votes = ["agree", "disagree", "abstain"] as const;

/** One's own vote until it is cast, then what it was. */
export function OwnVote({ roster, own }: { roster: Roster; own: Api["OwnVoteView"] }) {
  const say = useSay();
  const cast = votes.find((v) => v === own.vote);
  if (own.vote === "cast") return <p className="quiet below">{say("rosters.own-paper-cast")}</p>;
  if (cast) return <p className="quiet below">{say("rosters.own-vote-cast", { vote: say(`rosters.${cast}`) })}</p>;
  if (!own.open) return null;
  return (
    <div className="below">
      <Ballot roster={roster} member={own.member} name={say("rosters.own-vote")} label={say("rosters.own-vote")} act={say("rosters.cast")} />
      <p className="quiet">{say("rosters.own-vote-once")}</p>
    </div>
  );
}

interface AwaitedProps {
  roster: Roster;
  meeting: Api["MeetingView"];
  nameOf: (member: string) => string;
}

/** Votes that are out: of members whom a task reminds, and of members without an account, whose vote whoever keeps the record puts down. He may for the others, too. */
export function Awaited({ roster, meeting, nameOf }: AwaitedProps) {
  const say = useSay();
  const members = (meeting.awaited ?? []).filter((m) => m !== roster.ownVote?.member);
  const alone = new Set(meeting.withoutAccount ?? []);
  const groups = [
    { key: "rosters.awaited", members: members.filter((m) => !alone.has(m)) },
    { key: roster.ballot === "secret" ? "rosters.without-account-secret" : "rosters.without-account", members: members.filter((m) => alone.has(m)) },
  ] as const;
  return groups.map(
    (g) =>
      g.members.length > 0 && (
        <div className="below" key={g.key}>
          <p className="quiet">{say(g.key, { count: g.members.length })}</p>
          {roster.ballot !== "secret" && g.members.map((m) => (
            <Ballot key={m} roster={roster} member={m} name={nameOf(m)} label={say("rosters.vote-of", { name: nameOf(m) })} act={say("rosters.put-down-of", { name: nameOf(m) })} />
          ))}
        </div>
      ),
  );
}

interface BallotProps {
  roster: Roster;
  member: string;
  name: string;
  label: string;
  act: string;
}

/** A vote is chosen first and cast by a button of its own: once it is cast it stays. */
function Ballot({ roster, member, name, label, act }: BallotProps) {
  const say = useSay();
  const [chosen, choose] = useState("");
  const cast = useAct((vote: string, key) => body(api.POST("/api/rosters/{id}/vote", { params: { path: { id: roster.id }, header: acting(key) }, body: { member, vote, secret: roster.ballot === "secret" } })));
  return (
    <div role="group" aria-label={name}>
      <div className="seat">
        <strong>{name}</strong>
        <Radio.Group aria-label={label} value={chosen} disabled={cast.isPending} onChange={(e) => choose(e.target.value as string)} options={votes.map((v) => ({ value: v, label: say(`rosters.${v}`) }))} />
        <Space>
          <Button type="primary" disabled={!chosen} loading={cast.isPending} onClick={() => cast.mutate(chosen)}>
            {act}
          </Button>
        </Space>
      </div>
      <Refused error={cast.error} />
    </div>
  );
}
