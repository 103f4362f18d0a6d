import { useQuery } from "@tanstack/react-query";
import { Button, Table } from "antd";
import { Link } from "react-router";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useCaseRules, useUnits, useWords } from "@/api/reading";
import { useCarries } from "@/app/duties";
import { useSay } from "@/app/texts";
import { Nothing } from "@/ui/Page";
import { Refused, Shown } from "@/ui/Refused";

type Incident = Api["IncidentRow"];

const kinds = { step: "app.incident-step", message: "app.incident-message", webhook: "app.incident-webhook", "no-holder": "app.incident-no-holder" } as const;

/** What broke and waits to be tried again, messages that were refused, web hooks that were switched off, and what waits for a post that nobody holds. */
export function Incidents() {
  const say = useSay();
  const unit = useUnits();
  const incidents = useQuery({ queryKey: ["incidents"], queryFn: () => body(api.GET("/api/incidents")) });
  return (
    <Shown of={incidents}>
      {(page) => (
        <Table<Incident>
          rowKey={(i) => i.stream + i.message + i.at}
          size="middle"
          pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ x: "max-content" }}
          dataSource={page.items}
          locale={{ emptyText: <Nothing text={say("app.no-incidents")} /> }}
          columns={[
            { title: say("app.incident-kind"), render: (_, i) => say(kinds[i.kind as keyof typeof kinds]) },
            { title: say("ui.unit"), render: (_, i) => unit(i.unit) },
            { title: say("app.incident"), render: (_, i) => <What of={i} /> },
          ]}
        />
      )}
    </Shown>
  );
}

function What({ of }: { of: Incident }) {
  if (of.kind === "step") return <Broken stream={of.stream} />;
  if (of.kind === "no-holder") return <Unheld incident={of} />;
  return of.kind === "webhook" ? <Silent incident={of} /> : <RefusedMessage incident={of} />;
}

/** A receiver that is told nothing any more, with its way to where it is tried again for who may. */
function Silent({ incident }: { incident: Incident }) {
  const say = useSay();
  const setsUp = useCarries("set-up");
  const what = say("app.incident-webhook-what", { name: incident.name ?? "" });
  return setsUp ? <Link to="/operations?show=hooks">{what}</Link> : <>{what}</>;
}

/** What nobody can do: it is gone when somebody is given the role. */
function Unheld({ incident }: { incident: Incident }) {
  const page = { instance: `/cases/${incident.stream}`, roster: `/rosters/${incident.stream}`, round: `/rounds/${incident.stream}` }[incident.streamKind ?? ""];
  return page ? <Link to={page}>{incident.sentence}</Link> : <>{incident.sentence}</>;
}

/** The broken steps of one case, each with its way to try it again. */
function Broken({ stream }: { stream: string }) {
  const view = useQuery({ queryKey: ["cases", stream], queryFn: () => body(api.GET("/api/cases/{id}", { params: { path: { id: stream } } })) });
  const words = useWords(useCaseRules(stream).data);
  return (
    <Shown of={view} rows={1}>
      {(v) => (
        <div className="stack">
          {v.incidents.map((i) => (
            <div key={i.number} className="strip">
              <Link to={`/cases/${stream}`}>{v.name || v.number}</Link>
              <span>{words.activity(i.activity) || i.activity}</span>
              <span className="quiet">{i.code}</span>
              <Again stream={stream} number={i.number} />
            </div>
          ))}
        </div>
      )}
    </Shown>
  );
}

function Again({ stream, number }: { stream: string; number: number }) {
  const say = useSay();
  const again = useAct((_: undefined, key) => body(api.POST("/api/incidents/{stream}/{number}/retry", { params: { path: { stream, number }, header: acting(key) } })));
  return (
    <>
      <Button size="small" loading={again.isPending} onClick={() => again.mutate(undefined)}>
        {say("ui.again")}
      </Button>
      <Refused error={again.error} />
    </>
  );
}

/** A message that its target refused, with its way to be delivered again. */
function RefusedMessage({ incident }: { incident: Incident }) {
  const say = useSay();
  const again = useAct((message: string, key) => body(api.POST("/api/incidents/messages/{message}/retry", { params: { path: { message }, header: acting(key) } })));
  return (
    <div className="strip">
      <span>{incident.sentence}</span>
      <Button size="small" loading={again.isPending} onClick={() => again.mutate(incident.message)}>
        {say("ui.again")}
      </Button>
      <Refused error={again.error} />
    </div>
  );
}
