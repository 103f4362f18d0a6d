import { useQuery } from "@tanstack/react-query";
import { Button, Card, Descriptions } from "antd";
import { useState } from "react";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Shown } from "@/ui/Refused";
import { dayAt, dayOf, fullDayOf } from "@/ui/time";

/** What the case scored item by item. It tells of the family, so it is asked for, and put on record, only when somebody opens it. */
export function Score({ id }: { id: string }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const score = useQuery({ queryKey: ["cases", id, "score"], queryFn: () => body(api.GET("/api/cases/{id}/score", { params: { path: { id } } })), enabled: open });
  return (
    <Card title={say("cases.score")} extra={!open && <Button onClick={() => setOpen(true)}>{say("cases.score-open")}</Button>}>
      {open ? <Shown of={score} rows={4}>{(s) => <Points score={s} />}</Shown> : <p className="quiet">{say("cases.score-why")}</p>}
    </Card>
  );
}

function Points({ score }: { score: Api["ScoreView"] }) {
  const say = useSay();
  const [language] = useLanguage();
  if (score.total === null || score.total === undefined) return <p className="quiet">{say("cases.not-yet")}</p>;
  return (
    <div className="stack">
      <p className="quiet">{say("cases.score-table", { table: textOf(score.table, language), day: score.from ? fullDayOf(score.from, language) : "", version: score.version })}</p>
      {score.factors.map((f) => (
        <Descriptions
          key={textOf(f.name, language)}
          title={textOf(f.name, language)}
          column={1}
          size="small"
          items={f.items.map((i, at) => ({ key: at, label: textOf(i.name, language), children: <span className="points">{say("cases.points", { points: Number(i.points) })}</span> }))}
        />
      ))}
      <p>
        <strong>{say("cases.score-total", { total: Number(score.total) })}</strong>
        {textOf(score.suggested, language) && <span> {say("cases.score-suggests", { level: textOf(score.suggested, language) })}</span>}
      </p>
      {score.grounds.length > 0 && (
        <ul className="plain">
          {score.grounds.map((g) => (
            <li key={textOf(g.name, language)}>
              {say(g.veto ? "cases.score-veto" : "cases.score-direct", { name: textOf(g.name, language) })}
              {g.article && <span className="quiet"> {g.article}</span>}
            </li>
          ))}
        </ul>
      )}
      {score.corrections.length > 0 && (
        <section>
          <h3>{say("cases.corrections")}</h3>
          <ul className="plain">
            {score.corrections.map((c) => (
              <li key={c.at}>
                {say(c.standing ? "cases.corrected" : "cases.corrected-before", { who: textOf(c.title, language), level: textOf(c.level, language), day: dayOf(dayAt(c.at), language) })}
                {c.opinion && <q className="said">{c.opinion}</q>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
