import { useQuery } from "@tanstack/react-query";
import { Card, Descriptions, Skeleton } from "antd";
import { lazy, Suspense } from "react";
import { useParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { nameOfRound, useCaseRules, useRound, useUnits, useWords } from "@/api/reading";
import { useWorksAt } from "@/app/duties";
import { useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Seen } from "@/ui/Seen";
import { Status } from "@/ui/Status";
import { Actions } from "./Actions";
import { Beside } from "./Beside";
import { Facts } from "./Facts";
import { Files } from "./Files";
import { History } from "./History";
import { Readers } from "./Readers";
import { Score } from "./Score";
import { stepOf } from "./steps";
import { StepTold, Strip } from "./Way";

const Diagram = lazy(() => import("@/rules/Diagram"));

/** A case: one sentence, what one may do, the strip of steps; then history and picture. */
export default function CasePage() {
  const { id = "" } = useParams();
  const view = useQuery({ queryKey: ["cases", id], queryFn: () => body(api.GET("/api/cases/{id}", { params: { path: { id } } })) });
  return <Shown of={view} rows={10}>{(v) => <Sheet key={v.id} view={v} />}</Shown>;
}

function Sheet({ view }: { view: Api["CaseView"] }) {
  const say = useSay();
  const unit = useUnits();
  const round = useRound(view.round).data;
  const rules = useCaseRules(view.id);
  const words = useWords(rules.data);
  const mine = useWorksAt()(view.unit);
  const at = view.waits.map((w) => w.activity);
  const history = useQuery({ queryKey: ["cases", view.id, "events"], queryFn: () => body(api.GET("/api/cases/{id}/events", { params: { path: { id: view.id } } })) });
  const places = [...new Set(at)].map((a) => words.activity(a)).filter(Boolean);
  return (
    <Page
      title="cases.facts"
      heading={say("cases.page", { name: view.name, unit: unit(view.unit) })}
      sentence={
        <span className="strip">
          <Status of={view.status} />
          {view.status === "open" && places.length > 0 && <span>{say("cases.waits-at", { places: places.join(" · ") })}</span>}
        </span>
      }
      crumbs={[{ to: "/cases", text: say("cases.title") }, ...(round ? [{ to: `/rounds/${round.id}`, text: nameOfRound(round) }] : [])]}
      actions={<Beside view={view} school={round?.school} />}
    >
      <div className="stack">
        {rules.data && history.data && <Strip rules={rules.data} view={view} events={history.data.items} />}
        <Actions id={view.id} />
        <div className="two">
          <Card title={say("cases.history")}>
            <Shown of={history}>{(h) => <History events={h.items} activity={words.activity} level={words.level} body={words.body} />}</Shown>
          </Card>
          <div className="stack">
            <Spoken id={view.id} />
            <Card title={say("cases.facts")}>
              <Descriptions
                column={1}
                size="small"
                items={[
                  { key: "number", label: say("cases.number"), children: view.number },
                  { key: "level", label: say("cases.level"), children: view.level ? words.level(view.level) : say("cases.not-yet") },
                  { key: "suggested", label: say("cases.suggested"), children: view.suggested ? words.level(view.suggested) : say("cases.not-yet") },
                  { key: "total", label: say("cases.total"), children: view.total ?? say("cases.not-yet") },
                  { key: "match", label: say("cases.match"), children: view.match ? <Status of={view.match} /> : say("cases.not-yet") },
                ]}
              />
            </Card>
            {mine && <Score key={`score ${view.id}`} id={view.id} />}
            <Facts key={view.id} id={view.id} rules={rules.data} />
            <Files id={view.id} />
            <Readers id={view.id} />
          </div>
        </div>
        <Card title={say("cases.diagram")}>
          <Seen>
            <Suspense fallback={<Skeleton active title={false} />}>
              <Shown of={rules}>
                {(r) => <Diagram activities={r.activities} edges={r.edges} now={at} states={Object.fromEntries(r.activities.map((a) => [a.id, stepOf(a.id, view, history.data?.items ?? []).state]))} told={(step) => <StepTold id={step} rules={r} view={view} events={history.data?.items ?? []} />} />}
              </Shown>
            </Suspense>
          </Seen>
        </Card>
      </div>
    </Page>
  );
}

/** Three sentences for the telephone: read aloud, no family facts. */
function Spoken({ id }: { id: string }) {
  const say = useSay();
  const summary = useQuery({ queryKey: ["cases", id, "summary"], queryFn: () => body(api.GET("/api/cases/{id}/summary", { params: { path: { id } } })) });
  return (
    <Card title={say("cases.spoken")}>
      <Shown of={summary} rows={3}>
        {(s) => (
          <div className="read-aloud">
            {s.sentences.map((x) => (
              <p key={x}>{x}</p>
            ))}
          </div>
        )}
      </Shown>
    </Card>
  );
}
