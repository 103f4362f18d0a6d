import { useQuery } from "@tanstack/react-query";
import { Button, Card, Tag } from "antd";
import { lazy, Suspense } from "react";
import { api, body, type Api } from "@/api/client";
import { useCaseRules, useWords } from "@/api/reading";
import { useSay } from "@/app/texts";
import { Refused, Shown } from "@/ui/Refused";
import { familyActs, type RoundView } from "./reading";

const Objection = lazy(() => import("./Objection"));
const OwnRecord = lazy(() => import("@/records/OwnRecord"));
const CaseAct = lazy(() => import("./CaseAct"));
const Changed = lazy(() => import("./Changed"));

interface StandingProps {
  row: Api["CaseRow"];
  latest: boolean;
  round: RoundView | undefined;
  fill: () => void;
}

/** Where one application stands, in plain words, and what the family may do. */
export function Standing({ row, latest, round, fill }: StandingProps) {
  const say = useSay();
  const rules = useCaseRules(row.id);
  const words = useWords(rules.data);
  const view = useQuery({ queryKey: ["cases", row.id], queryFn: () => body(api.GET("/api/cases/{id}", { params: { path: { id: row.id } } })) });
  const actions = useQuery({ queryKey: ["cases", row.id, "actions"], queryFn: () => body(api.GET("/api/cases/{id}/actions", { params: { path: { id: row.id } } })) });
  const summary = useQuery({ queryKey: ["cases", row.id, "summary"], queryFn: () => body(api.GET("/api/cases/{id}/summary", { params: { path: { id: row.id } } })), enabled: latest });
  const events = useQuery({ queryKey: ["cases", row.id, "events"], queryFn: () => body(api.GET("/api/cases/{id}/events", { params: { path: { id: row.id } } })), enabled: latest });
  const mend = events.data?.items.findLast((e) => e.mend)?.mend;
  const canFill = actions.data?.items.some((a) => a.actions.some((x) => x.verb === "submit"));
  const places = [...new Set(row.at)].map((a) => words.activity(a)).filter(Boolean).join(" · ");
  const published = row.at.some((a) => rules.data?.activities.find((x) => x.id === a)?.type === "StudentAid.Publicity");
  return (
    <Card
      className="standing"
      title={say("family.application", { year: round?.schoolYear ?? "", name: row.name })}
      extra={<Tag>{row.status === "open" ? say("family.going") : say("family.closed")}</Tag>}
    >
      <Shown of={view} rows={3}>
        {(v) => (
          <>
            <p className="big">
              {row.status === "open" ? (canFill ? say("family.to-fill") : say("family.at", { places })) : v.level ? say("family.result", { level: words.level(v.level) }) : say("family.over")}
            </p>
            {published && v.level && <p className="big">{say("family.published", { level: words.level(v.level) })}</p>}
            {latest && summary.data?.sentences.map((s) => <p key={s}>{s}</p>)}
            {canFill && mend && <p>{say("family.mend", { text: mend })}</p>}
            {canFill && (
              <Button type="primary" size="large" block onClick={fill}>
                {say("family.fill")}
              </Button>
            )}
            {row.status === "finished" && v.level && rules.data && (
              <a className="ant-btn-like block" href={`/api/prints/${v.level === rules.data?.notDetermined?.id ? "result-not-determined" : "result-determined"}?case=${row.id}`} target="_blank" rel="noreferrer">
                {say("family.letter")}
              </a>
            )}
            {(row.status === "finished" || published) && v.level && (
              <Suspense fallback={null}>
                <OwnRecord id={row.id} />
              </Suspense>
            )}
            {latest && row.status === "finished" && (
              <Suspense fallback={null}>
                <Changed id={row.id} />
              </Suspense>
            )}
            {latest && (
              <Suspense fallback={null}>
                {familyActs(actions.data?.case ?? []).map((a) => <CaseAct key={a.verb} id={row.id} action={a} />)}
              </Suspense>
            )}
            {actions.data?.notice && (
              <Suspense fallback={null}>
                <Objection key={actions.data.notice} id={row.id} notice={actions.data.notice} />
              </Suspense>
            )}
          </>
        )}
      </Shown>
      <Refused error={actions.error} />
    </Card>
  );
}
