import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body, type Api } from "@/api/client";
import { useCaseRules } from "@/api/reading";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Shown } from "@/ui/Refused";
import { dayAt, dayOf } from "@/ui/time";
import { endings, facts, methods, results } from "./words";

type Sheet = Api["DecisionRecord"];

/** What led to a student's level, in the order in which it happened: for the family in plain words, for who keeps the file with the marks of versions. */
export default function Record({ id, whole = false }: { id: string; whole?: boolean }) {
  const record = useQuery({ queryKey: ["cases", id, "record"], queryFn: () => body(api.GET("/api/cases/{id}/record", { params: { path: { id } } })) });
  return <Shown of={record} rows={8}>{(sheet) => <Paper of={sheet} whole={whole} />}</Shown>;
}

function Paper({ of, whole }: { of: Sheet; whole: boolean }) {
  const say = useSay();
  const [language] = useLanguage();
  const open = of.status === "open";
  return (
    <div className="record">
      <Conclusion of={of} />
      {open && <p className="quiet">{say("records.so-far")}</p>}
      <Scores of={of} whole={whole} />
      {of.checks.length > 0 && (
        <Part title={say("records.checks")}>
          <ul className="history">
            {of.checks.map((c, i) => (
              <li key={`${i}-${c.day}`}>
                <time>{c.day && dayOf(c.day, language)}</time>
                <div>
                  <span className="who">{say(methods[c.method] ?? "records.method-other")}</span>
                  <p className="fact">{c.finding}</p>
                </div>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Stages of={of} />
      <Notices of={of} />
      <Objections of={of} />
      {of.basis.length > 0 && (
        <Part title={say("records.basis")}>
          <ul className="plain">
            {of.basis.map((b) => (
              <li key={b.activity}>{say("records.basis-of", { step: textOf(b.title, language), article: b.article })}</li>
            ))}
          </ul>
        </Part>
      )}
      <Facts of={of} whole={whole} />
      {whole && <p className="quiet wrapped-line">{say("records.head", { count: of.events, head: of.head })}</p>}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** The level first, and why where there is none. */
function Conclusion({ of }: { of: Sheet }) {
  const say = useSay();
  const [language] = useLanguage();
  const reasons = useCaseRules(of.case).data?.notDetermined?.reasons ?? [];
  const reason = reasons.find((r) => r.id === of.reason);
  const level = textOf(of.levelName, language);
  return (
    <>
      <p className="big">{level ? say(of.status === "open" ? "records.level-so-far" : "records.level", { level }) : say("records.no-level")}</p>
      {reason && <p>{say("records.reason", { reason: textOf(reason.name, language) })}</p>}
      <p className="quiet">
        {[say("records.number", { number: of.number }), say("records.year", { year: of.schoolYear }), ...(of.submittedAt ? [say("records.submitted", { day: dayOf(dayAt(of.submittedAt), language) })] : [])].join(" · ")}
      </p>
    </>
  );
}

/** A band in the table's own notation, which tells nobody more than the points. */
const isBand = (detail: string): boolean => /^[[(].*[\])]$/.test(detail);

const Told = 12;

/** A version by the beginning of its hash. */
const versionOf = (table: string): string => (table.split("@")[1] ?? table).slice(0, Told);

/** The last score, item by item. */
function Scores({ of, whole }: { of: Sheet; whole: boolean }) {
  const say = useSay();
  const [language] = useLanguage();
  const last = of.scores.at(-1);
  if (!last) return null;
  const suggested = textOf(last.suggestedName, language);
  return (
    <Part title={say("records.score")}>
      <p>{say(suggested ? "records.score-suggests" : "records.score-total", { total: last.total, level: suggested })}</p>
      {last.points.length > 0 && (
        <table className="lines">
          <thead>
            <tr>
              <th scope="col">{say("records.item")}</th>
              <th scope="col" className="number">{say("records.points")}</th>
              <th scope="col">{say("records.detail")}</th>
            </tr>
          </thead>
          <tbody>
            {last.points.map((p) => (
              <tr key={p.item}>
                <td>{textOf(p.name, language)}</td>
                <td className="number">{p.points}</td>
                <td>{isBand(p.detail) ? "" : p.detail}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {of.scores.length > 1 && <p className="quiet">{say("records.score-again", { count: of.scores.length })}</p>}
      {whole && <p className="quiet wrapped-line">{say("records.table", { version: versionOf(last.table) })}</p>}
    </Part>
  );
}

/** What each body said, what it changed and why, and how it voted. What a return threw back stays and says so. */
function Stages({ of }: { of: Sheet }) {
  const say = useSay();
  const [language] = useLanguage();
  if (of.stages.length === 0) return null;
  return (
    <Part title={say("records.stages")}>
      <ul className="history">
        {of.stages.map((s, i) => (
          <li key={`${i}-${s.activity}`}>
            <time>{dayOf(dayAt(s.at), language)}</time>
            <div>
              <span className="who">
                {say("records.stage", { step: textOf(s.title, language), what: s.outcome === "Returned" ? say("records.returned") : textOf(s.levelName, language) || say("records.agreed") })}
              </span>
              {s.corrected && <p>{say("records.corrected")}</p>}
              {s.opinion && <p className="fact">{s.opinion}</p>}
              {s.vote && (
                <p className="quiet">
                  {say("records.vote", { day: dayOf(s.vote.day, language), present: s.vote.present, seats: s.vote.seats, agree: s.vote.agree, disagree: s.vote.disagree, abstain: s.vote.abstain })}
                  {s.vote.withdrawn > 0 && say("records.vote-withdrawn", { count: s.vote.withdrawn })}
                </p>
              )}
              {!s.standing && <p className="quiet">{say("records.thrown-back")}</p>}
            </div>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Notices({ of }: { of: Sheet }) {
  const say = useSay();
  const [language] = useLanguage();
  if (of.notices.length === 0) return null;
  return (
    <Part title={say("records.notices")}>
      <ul className="plain">
        {of.notices.map((n) => (
          <li key={n.roster}>
            {say("records.notice", { posted: dayOf(n.posted, language), last: dayOf(n.lastDay, language) })}
            {endings[n.outcome] && say(endings[n.outcome]!)}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Objections({ of }: { of: Sheet }) {
  const say = useSay();
  const [language] = useLanguage();
  if (of.objections.length === 0) return null;
  return (
    <Part title={say("records.objections")}>
      <ul className="history">
        {of.objections.map((o) => (
          <li key={o.number}>
            <time>{dayOf(o.raised, language)}</time>
            <div>
              <span className="who">{say(results[o.result] ?? "records.objection-open")}</span>
              {o.answer && <p className="fact">{o.answer}</p>}
            </div>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** What was read for it: each kind once, with the day on which it was read last; for who keeps the file with the number under which it stood then. */
function Facts({ of, whole }: { of: Sheet; whole: boolean }) {
  const say = useSay();
  const [language] = useLanguage();
  const named = of.facts.map((f) => ({ ...f, word: facts[f.kind] ?? facts[f.source] })).filter((f) => whole || f.word);
  const read = new Map(named.map((f) => [`${f.word ?? f.kind}${whole ? `|${f.version}` : ""}`, f]));
  if (read.size === 0) return null;
  return (
    <Part title={say("records.facts")}>
      <ul className="history">
        {[...read].map(([key, f]) => (
          <li key={key}>
            <time>{dayOf(dayAt(f.at), language)}</time>
            <span>
              {say(f.word ?? "records.fact-other")}
              {whole && f.version > 0 && <span className="quiet"> {say("records.fact-version", { version: f.version })}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
