import { useQuery } from "@tanstack/react-query";
import { Card, Skeleton } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useCaseRules, useUnits } from "@/api/reading";
import { useReader } from "@/app/session";
import { useSay } from "@/app/texts";
import { useKept } from "@/cases/kept";
import { useEarlier } from "@/ui/form/earlier";
import { Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { PaperForm } from "./PaperForm";

/** A family's paper form put into the system by staff: the whole form on one page, then the paper itself. */
export default function PaperPage() {
  const { id = "" } = useParams();
  const say = useSay();
  const unit = useUnits();
  const view = useQuery({ queryKey: ["cases", id], queryFn: () => body(api.GET("/api/cases/{id}", { params: { path: { id } } })) });
  const [done, setDone] = useState(false);
  return (
    <Shown of={view} rows={10}>
      {(v) => (
        <Page
          title="cases.paper"
          heading={say("cases.paper-of", { name: v.name })}
          sentence={`${unit(v.unit)} · ${say("cases.paper-what")}`}
          crumbs={[{ to: "/cases", text: say("cases.title") }, { to: `/cases/${id}`, text: say("cases.page", { name: v.name, unit: unit(v.unit) }) }]}
        >
          {done ? <Done view={v} /> : <Entry key={v.id} view={v} done={() => setDone(true)} />}
        </Page>
      )}
    </Shown>
  );
}

function Entry({ view, done }: { view: Api["CaseView"]; done: () => void }) {
  const say = useSay();
  const me = useReader();
  const rules = useCaseRules(view.id);
  const actions = useQuery({ queryKey: ["cases", view.id, "actions"], queryFn: () => body(api.GET("/api/cases/{id}/actions", { params: { path: { id: view.id } } })) });
  const earlier = useEarlier(view.id);
  const task = actions.data?.items.find((x) => x.actions.some((y) => y.verb === "submit"));
  // A paper that is being entered is kept beside the drafts of families, under a name of its own.
  const kept = useKept(`paper ${view.id}`, task?.etag ?? "", true, true);
  return (
    <Shown of={actions} rows={10}>
      {() => {
        if (!task || !me) return <Card>{say("cases.paper-closed")} <Link className="linked" to={`/cases/${view.id}`}>{say("cases.paper-to-case")}</Link></Card>;
        return (
          <Shown of={rules} rows={10}>
            {(r) => (
              <Shown of={earlier} rows={10}>
                {(e) => (kept.begun === undefined ? <Skeleton active title={false} paragraph={{ rows: 10 }} aria-busy /> : <PaperForm view={view} me={me} rules={r} task={task} earlier={e} kept={kept} done={done} />)}
              </Shown>
            )}
          </Shown>
        );
      }}
    </Shown>
  );
}

function Done({ view }: { view: Api["CaseView"] }) {
  const say = useSay();
  return (
    <Card role="status">
      <p className="big">{say("cases.paper-done", { name: view.name })}</p>
      <div className="strip">
        <Link className="ant-btn-like" to={`/paper?round=${view.round}`}>{say("cases.paper-next")}</Link>
        <Link className="ant-btn-like" to={`/cases/${view.id}`}>{say("cases.paper-to-case")}</Link>
      </div>
    </Card>
  );
}
