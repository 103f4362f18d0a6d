import { Alert, Card, Segmented } from "antd";
import { useMemo, useRef } from "react";
import { Navigate, useParams } from "react-router";
import { Refusal, type Api } from "@/api/client";
import { nameOfRound, useRoster, useRound, useRules, useUnits, useWords } from "@/api/reading";
import { useLanguage, useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { choicesOf } from "./choices";
import { Decide } from "./Decide";
import { Releasing, TakeBack } from "./Decided";
import { Entries } from "./Entries";
import { Meeting } from "./Meeting";
import { Duties, Hints, unanswered } from "./Hints";
import { Minutes } from "./Minutes";
import { Pledge } from "./Pledge";
import { RowsBatch } from "./RowsBatch";
import { Workbook } from "./Workbook";
import { ranksOf } from "./ranks";
import { useView, type Shows } from "./view";
import { useWorkingCopy } from "./workingCopy";
import { differs, differsFromLast, isOpen, lacksReason, marksOf } from "./worksheet";

/** A list on the desk of the body that decides it. */
export default function RosterDesk() {
  const { id = "" } = useParams();
  const roster = useRoster(id);
  if (roster.error instanceof Refusal && roster.error.code === "pledge-missing") return <Pledge id={id} />;
  // A notice is a list too, and is led to as one by whatever counts lists; nobody decides it again at its page.
  return <Shown of={roster} rows={12}>{(r) => (r.act === "publish" ? <Navigate to={`/publicities/${r.id}`} replace /> : <Desk key={r.id} roster={r} />)}</Shown>;
}

/** The papers of the decision: the meeting's record or minutes, and above the class the summary of the unit, as it stands. */
export function Prints({ roster }: { roster: Api["RosterView"] }) {
  const say = useSay();
  const proposes = roster.act === "propose";
  const hand = roster.duties.mayRecord || roster.duties.mayDecide;
  return (
    <>
      {/* Who only has a seat takes nothing of it along. */}
      {roster.meeting && roster.duties.deciders.length + roster.duties.recorders.length > 0 && (
        <a className="ant-btn-like" href={`/api/prints/${proposes ? "review-record" : "meeting-minutes"}?roster=${roster.id}`} target="_blank" rel="noreferrer">
          {say(proposes ? "rosters.print" : "rosters.print-minutes")}
        </a>
      )}
      {!proposes && hand && (
        <a className="ant-btn-like" href={`/api/prints/determination-summary?round=${roster.round}&unit=${encodeURIComponent(roster.unit)}`} target="_blank" rel="noreferrer">{say("rosters.print-summary")}</a>
      )}
    </>
  );
}

function Desk({ roster }: { roster: Api["RosterView"] }) {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const round = useRound(roster.round).data;
  const rules = useRules(roster.round).data;
  const words = useWords(rules);
  const copy = useWorkingCopy(roster);
  // Who has it open when another decides it must not be left wondering where his buttons went.
  const begun = useRef(roster.status);
  const mine = useRef(false);
  const overtaken = begun.current === "frozen" && roster.status !== "frozen" && !mine.current && roster.duties.mayRecord;
  const { shown, show, chosen, choose } = useView(roster.entries);
  const proposed = useMemo(() => marksOf(roster), [roster]);
  const marks = copy.marks(proposed);
  const ranks = ranksOf(roster, marks, copy.mark);
  const deciding = roster.status === "frozen";
  const hand = deciding && (roster.duties.mayRecord || roster.duties.mayDecide);
  const stands = (e: Api["EntryView"], by: Shows) => by === "all" || (marks[e.case] !== undefined && (by === "different" ? differs : differsFromLast)(e, marks[e.case]!));
  const entries = roster.entries.filter((e) => stands(e, shown));
  const countOf = (by: Shows) => roster.entries.filter((e) => stands(e, by)).length;
  // What left the desk or the filter is not chosen any more, though its tick is remembered.
  const picked = entries.filter((e) => chosen.includes(e.case) && marks[e.case]).map((e) => e.case);
  // Who only has a seat is told of no duties; he is shown the list at the meeting and takes none of it along.
  const onlySits = roster.duties.deciders.length + roster.duties.recorders.length === 0;
  return (
    <Page
      title="rosters.title"
      heading={say("rosters.page", { unit: unit(roster.unit), list: words.activity(roster.activity) || roster.activity })}
      sentence={
        <span className="strip">
          <Status of={roster.takenBack ? "taken-back" : roster.stage ?? roster.status} />
          {roster.takenBack && <span>{say("rosters.taken-back")}</span>}
          {/* How the cases go on is not his to ask who only has a seat. */}
          {roster.status === "decided" && !onlySits && <Releasing roster={roster} />}
          <span>{say("rosters.count", { count: roster.entries.length })}</span>
          {roster.ordinal > 1 && <span>{say("rosters.ordinal", { ordinal: roster.ordinal })}</span>}
          {roster.body && <span>{words.body(roster.body)}</span>}
        </span>
      }
      crumbs={[{ to: "/rosters", text: say("rosters.title") }, ...(round ? [{ to: `/rounds/${round.id}`, text: nameOfRound(round) }] : [])]}
      actions={
        <>
          <Prints roster={roster} />
          {hand && <Workbook roster={roster} rules={rules} copy={copy} entries={entries} chosen={picked} />}
          {roster.status === "released" && !roster.takenBack && roster.duties.mayDecide && <TakeBack roster={roster} />}
        </>
      }
    >
      {onlySits && <p className="printed-only">{say("rosters.not-printed")}</p>}
      <div className={onlySits ? "stack not-printed" : "stack"}>
        {overtaken && <Alert type="warning" showIcon role="alert" title={say("rosters.overtaken")} description={say("rosters.overtaken-what")} />}
        {deciding && <Duties duties={roster.duties} />}
        {roster.body && <Meeting roster={roster} />}
        {hand && <Hints hints={roster.hints} copy={copy} />}
        {copy.others.length > 0 && (
          <Alert
            type="warning"
            showIcon
            title={say("rosters.changed-by", { rows: copy.others.map((r) => `${roster.entries.find((e) => e.case === r.key)?.name ?? say("rosters.hint")} (${r.byName})`).join(" · ") })}
          />
        )}
        <Card styles={{ body: { padding: 0 } }}>
          {hand && (
            <div className="desk-head">
              <Segmented
                value={shown}
                onChange={(v) => show(v as Shows)}
                options={[
                  { value: "all", label: say("rosters.show-all", { count: roster.entries.length }) },
                  { value: "different", label: say("rosters.show-different", { count: countOf("different") }) },
                  ...(roster.entries.some((e) => e.last) ? [{ value: "last", label: say("rosters.show-last", { count: countOf("last") }) }] : []),
                ]}
              />
              <RowsBatch roster={roster} copy={copy} choices={choicesOf(rules, say, language)} chosen={picked} matching={entries.filter((e) => marks[e.case]).map((e) => e.case)} />
              <span className="quiet">{say("rosters.ticked")}</span>
              <span className="quiet grow-right" role="status">
                {say(`rosters.copy-${copy.keeping}`)}
              </span>
            </div>
          )}
          <Entries roster={roster} rules={rules} entries={entries} marks={hand ? marks : {}} change={copy.mark} ranks={hand ? ranks : undefined} chosen={hand ? picked : undefined} choose={choose} />
          {deciding && roster.duties.mayDecide && (
            <Decide
              roster={roster}
              rules={rules}
              marks={marks}
              copy={copy}
              ranks={ranks}
              decided={() => (mine.current = true)}
              open={unanswered(roster.hints, copy).length}
              missing={roster.entries.filter((e) => isOpen(e) && marks[e.case] && marks[e.case]!.verdict !== "hold" && lacksReason(e, marks[e.case]!))}
            />
          )}
        </Card>
        {roster.body && ["decided", "released"].includes(roster.status) && <Minutes roster={roster} />}
      </div>
    </Page>
  );
}
