import { useQuery } from "@tanstack/react-query";
import { App, Card, Checkbox, Form, Input } from "antd";
import { useEffect, useRef, useState } from "react";
import { useParams } from "react-router";
import type { How } from "@/api/act";
import { api, body as answered, type Api } from "@/api/client";
import { nameOfRound, useRound, useRules, useUnitList } from "@/api/reading";
import { useCarriesAt } from "@/app/duties";
import { useMe } from "@/app/session";
import { listed, textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { usePrincipals } from "@/operations/principals";
import { Choice } from "@/ui/form/Choice";
import { Nothing, Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { SheetForm } from "@/ui/Sheet";
import { dayAt, fullDayOf } from "@/ui/time";
import { Members } from "./Members";
import { filledOf, inputOf, isSame, type Body, type Filled, type Named } from "./members";

type Round = Api["RoundView"];

/** Who sits in the bodies of a round, at which unit; who keeps the round names them. */
export default function CommitteesPage() {
  const { id = "" } = useParams();
  const round = useRound(id);
  return <Shown of={round} rows={10}>{(r) => <Bodies round={r} />}</Shown>;
}

function Bodies({ round }: { round: Round }) {
  const say = useSay();
  const rules = useRules(round.id);
  const units = useUnitList();
  return (
    <Page title="committees.title" sentence={say("committees.sentence")} crumbs={[{ to: "/rounds", text: say("rounds.title") }, { to: `/rounds/${round.id}`, text: nameOfRound(round) }]}>
      <Shown of={rules}>{({ bodies }) => <Shown of={units}>{({ items }) => <Chosen round={round} bodies={bodies} units={items} />}</Shown>}</Shown>
    </Page>
  );
}

/** One body at one of its units. */
function Chosen({ round, bodies, units }: { round: Round; bodies: Body[]; units: Api["UnitView"][] }) {
  const say = useSay();
  const [language] = useLanguage();
  const [chosen, setChosen] = useState<string>();
  const [place, setPlace] = useState<string>();
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
}

/** How many of a category are asked for. */
const asks = ({ minimum, maximum }: Api["BodyCategory"]): Key => {
  const [some, bound] = [Number(minimum) > 0, maximum !== null && maximum !== undefined];
  return some ? (bound ? "committees.between" : "committees.at-least") : bound ? "committees.at-most" : "committees.any";
};

/** What the rules ask of who sits there. */
function Asked({ of }: { of: Body }) {
  const say = useSay();
  const [language] = useLanguage();
  const named = (id: string) => textOf((of.categories ?? []).find((c) => c.id === id)?.name ?? id, language);
  return (
    <ul className="plain below">
      {(of.categories ?? []).map((c) => (
        <li key={c.id}>
          {say(asks(c), { category: textOf(c.name, language), minimum: Number(c.minimum), maximum: Number(c.maximum ?? 0) })}
          {c.share && <span className="quiet"> {say(c.share.startsWith(">") ? "committees.share-more" : "committees.share-least", { share: c.share.replace(/^\D/, "") })}</span>}
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
  const staff = usePrincipals();
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
                <Shown of={staff}>{() => <Naming key={before ? JSON.stringify(before) : "new"} round={round} of={of} unit={unit} before={before} />}</Shown>
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
  const daysOf = ({ termFrom: from, termUntil: until }: Api["CommitteeView"]) => {
    const days = { from: from ? fullDayOf(from, language) : "", until: until ? fullDayOf(until, language) : "" };
    return from && until ? say("committees.term-days", days) : until ? say("committees.term-ends", days) : from ? say("committees.term-begins", days) : "";
  };
  const category = (id: string) => textOf((of.categories ?? []).find((c) => c.id === id)?.name ?? "", language);
  const line = (m: Api["SeatView"]) => <li key={m.id}>{m.name} <span className="quiet">{[category(m.category), m.chair && say("committees.chair")].filter(Boolean).join(" · ")}</span></li>;
  return (
    <Card title={say("committees.standing")}>
      {!before ? (
        <Nothing text={say("committees.nobody")} />
      ) : (
        <>
          <p className="quiet">
            {say("committees.term-of", { term: [before.term, daysOf(before)].filter(Boolean).join(" ") })} {before.published ? say("committees.published-on", { day: fullDayOf(before.published, language) }) : say("committees.not-published")}
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
  const now = useMe().data?.now ?? new Date().toISOString();
  const at = { school: round.school, procedure: round.procedure, body: of.id, unit };
  const send = (v: Filled, how: How) => answered(api.POST("/api/committees", { params: how, body: inputOf(at, v) }));
  return (
    <SheetForm<Filled>
      label={say("committees.keep")}
      what={say("committees.keep-what")}
      tone="primary"
      weighed
      initial={filledOf(before, round.schoolYear, dayAt(now))}
      send={send}
      done={() => void message.success(say("ui.done", { label: say("committees.keep") }))}
    >
      <Form.Item name="term" label={say("committees.term")} extra={say("committees.term-what")} rules={[{ required: true, whitespace: true, message: say("ui.needed") }]}>
        <Input maxLength={40} />
      </Form.Item>
      {(["termFrom", "termUntil"] as const).map((name) => (
        <Form.Item key={name} name={name} label={say(name === "termFrom" ? "committees.term-from" : "committees.term-until")} extra={say("committees.term-days-what")}>
          <Input type="date" />
        </Form.Item>
      ))}
      <Members name="members" school={round.school} body={of} />
      <Members name="substitutes" school={round.school} body={of} />
      {before && <Anew before={before} />}
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

/** The days on which a list was published and its chair elected are that list's: they go with the first change among the members, and come back with the last. */
function Anew({ before }: { before: Api["CommitteeView"] }) {
  const say = useSay();
  const form = Form.useFormInstance<Filled>();
  const members = Form.useWatch<Named[] | undefined>("members", form);
  const substitutes = Form.useWatch<Named[] | undefined>("substitutes", form);
  const same = !members || isSame(before, members, substitutes ?? []);
  const was = useRef(same);
  useEffect(() => {
    if (was.current === same) return;
    was.current = same;
    for (const day of ["published", "elected"] as const) if ((form.getFieldValue(day) ?? "") === (same ? "" : (before[day] ?? ""))) form.setFieldValue(day, same ? (before[day] ?? undefined) : undefined);
  }, [same]);
  return same ? null : <p className="due" role="status">{say("committees.dates-anew")}</p>;
}
