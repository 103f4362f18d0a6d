import { useQuery } from "@tanstack/react-query";
import { App, Card, Checkbox, Form, Input } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import type { How } from "@/api/act";
import { api, body as answered, type Api } from "@/api/client";
import { nameOfRound, useRound, useRules, useUnitList } from "@/api/reading";
import { useCarriesAt } from "@/app/duties";
import { listed, textOf, useLanguage, useSay } from "@/app/texts";
import { Choice } from "@/ui/form/Choice";
import { Nothing, Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { SheetForm } from "@/ui/Sheet";
import { fullDayOf } from "@/ui/time";
import { Members } from "./Members";
import { filledOf, inputOf, type Body, type Filled } from "./members";

type Round = Api["RoundView"];

/** Who sits in the bodies of a round, at which unit; who keeps the round names them. */
export default function CommitteesPage() {
  const { id = "" } = useParams();
  const round = useRound(id);
  return <Shown of={round} rows={10}>{(r) => <Bodies round={r} />}</Shown>;
}

function Bodies({ round }: { round: Round }) {
  const say = useSay();
  const [language] = useLanguage();
  const rules = useRules(round.id);
  const units = useUnitList().data?.items ?? [];
  const [chosen, setChosen] = useState<string>();
  const [place, setPlace] = useState<string>();
  return (
    <Page title={say("committees.title")} sentence={say("committees.sentence")} crumbs={[{ to: "/rounds", text: say("rounds.title") }, { to: `/rounds/${round.id}`, text: nameOfRound(round) }]}>
      <Shown of={rules}>
        {({ bodies }) => {
          const of = bodies.find((b) => b.id === chosen) ?? bodies[0];
          if (!of) return <Card><Nothing text={say("committees.none")} /></Card>;
          const at = units.filter((u) => u.path.startsWith(round.school) && !u.closed && (of.scopes ?? []).includes(u.kind));
          const unit = at.find((u) => u.path === place) ?? at[0];
          return (
            <div className="stack">
              <Card>
                <div className="strip">
                  <label className="labelled">
                    <span>{say("committees.body")}</span>
                    <Choice label={say("committees.body")} value={of.id} onChange={setChosen} options={bodies.map((b) => ({ value: b.id, label: textOf(b.name, language) }))} />
                  </label>
                  {unit && (
                    <label className="labelled">
                      <span>{say("ui.unit")}</span>
                      <Choice label={say("ui.unit")} value={unit.path} onChange={setPlace} options={at.map((u) => ({ value: u.path, label: textOf(u.name, language) }))} />
                    </label>
                  )}
                </div>
                <Asked of={of} />
              </Card>
              {unit ? <Committee key={`${of.id} ${unit.path}`} round={round} of={of} unit={unit.path} /> : <Card><Nothing text={say("committees.no-unit")} /></Card>}
            </div>
          );
        }}
      </Shown>
    </Page>
  );
}

/** What the rules ask of who sits there. */
function Asked({ of }: { of: Body }) {
  const say = useSay();
  const [language] = useLanguage();
  const named = (id: string) => textOf((of.categories ?? []).find((c) => c.id === id)?.name ?? id, language);
  return (
    <ul className="plain below">
      {(of.categories ?? []).map((c) => (
        <li key={c.id}>
          {say(c.maximum === null || c.maximum === undefined ? "committees.at-least" : "committees.between", { category: textOf(c.name, language), minimum: Number(c.minimum), maximum: Number(c.maximum ?? 0) })}
          {c.share && <span className="quiet"> {say("committees.share", { share: c.share })}</span>}
          {!c.votes && <span className="quiet"> {say("committees.observes")}</span>}
        </li>
      ))}
      {(of.chairOf ?? []).length > 0 && <li>{say("committees.chair-of", { categories: listed((of.chairOf ?? []).map(named), language) })}</li>}
    </ul>
  );
}

function Committee({ round, of, unit }: { round: Round; of: Body; unit: string }) {
  const say = useSay();
  const keeps = useCarriesAt("keep-rounds")(round.school);
  const committee = useQuery({ queryKey: ["committees", of.id, unit], queryFn: () => answered(api.GET("/api/committees", { params: { query: { body: of.id, unit } } })) });
  return (
    <Shown of={committee}>
      {(found) => {
        const before = found.items[0];
        return (
          <>
            <Standing of={of} before={before} />
            {keeps && round.status === "open" && (
              <Card title={say(before ? "committees.anew" : "committees.name")} className="entry">
                <Naming key={before ? JSON.stringify(before) : "new"} round={round} of={of} unit={unit} before={before} />
              </Card>
            )}
          </>
        );
      }}
    </Shown>
  );
}

/** Who sits there now. */
function Standing({ of, before }: { of: Body; before: Api["CommitteeView"] | undefined }) {
  const say = useSay();
  const [language] = useLanguage();
  const category = (id: string) => textOf((of.categories ?? []).find((c) => c.id === id)?.name ?? "", language);
  const line = (m: Api["SeatView"]) => <li key={m.id}>{m.name} <span className="quiet">{[category(m.category), m.chair && say("committees.chair")].filter(Boolean).join(" · ")}</span></li>;
  return (
    <Card title={say("committees.standing")}>
      {!before ? (
        <Nothing text={say("committees.nobody")} />
      ) : (
        <>
          <p className="quiet">
            {say("committees.term-of", { term: before.term ?? "" })} {before.published ? say("committees.published-on", { day: fullDayOf(before.published, language) }) : say("committees.not-published")}
          </p>
          <ul className="plain">{before.members.map(line)}</ul>
          {before.substitutes.length > 0 && (
            <>
              <h3>{say("committees.substitutes")}</h3>
              <ul className="plain">{before.substitutes.map(line)}</ul>
            </>
          )}
        </>
      )}
    </Card>
  );
}

/** The whole list anew, judged by the server while it is typed. */
function Naming({ round, of, unit, before }: { round: Round; of: Body; unit: string; before: Api["CommitteeView"] | undefined }) {
  const say = useSay();
  const [language] = useLanguage();
  const { message } = App.useApp();
  const at = { school: round.school, procedure: round.procedure, body: of.id, unit };
  const send = (v: Filled, how: How) => answered(api.POST("/api/committees", { params: how, body: inputOf(at, v) }));
  return (
    <SheetForm<Filled>
      label={say("committees.keep")}
      what={say("committees.keep-what")}
      tone="primary"
      weighed
      initial={filledOf(before, round.schoolYear)}
      send={send}
      done={() => void message.success(say("ui.done", { label: say("committees.keep") }))}
    >
      <Form.Item name="term" label={say("committees.term")} extra={say("committees.term-what")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
        <Input maxLength={40} />
      </Form.Item>
      <Members name="members" school={round.school} body={of} />
      <Members name="substitutes" school={round.school} body={of} />
      {(of.invited ?? []).length > 0 && (
        <Form.Item name="invited" label={say("committees.invited")}>
          <Checkbox.Group options={(of.invited ?? []).map((c) => ({ value: c.id, label: textOf(c.name, language) }))} />
        </Form.Item>
      )}
      {of.chairElected && (
        <Form.Item name="elected" label={say("committees.elected")}>
          <Input type="date" />
        </Form.Item>
      )}
      <Form.Item name="published" label={say("committees.published")} extra={say(of.publishList ? "committees.published-needed" : "committees.published-what")}>
        <Input type="date" />
      </Form.Item>
    </SheetForm>
  );
}
