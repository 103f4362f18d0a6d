import { useQuery } from "@tanstack/react-query";
import { Card } from "antd";
import { useMemo, useState } from "react";
import { Link, useParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useCaseRules, useUnits } from "@/api/reading";
import { useMe, useSession } from "@/app/session";
import { useSay } from "@/app/texts";
import { draftsOf } from "@/app/draft";
import { beginning, useEarlier } from "@/ui/form/earlier";
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
  const me = useMe().data;
  const session = useSession();
  const rules = useCaseRules(view.id);
  const actions = useQuery({ queryKey: ["cases", view.id, "actions"], queryFn: () => body(api.GET("/api/cases/{id}/actions", { params: { path: { id: view.id } } })) });
  const earlier = useEarlier(view.id);
  const shared = session.data?.public;
  const store = useMemo(() => (me === undefined || me === null || shared === undefined ? null : draftsOf(me.id, shared)), [me, shared]);
  const kept = useQuery({ queryKey: ["paper", view.id, me?.id], queryFn: async () => (await store?.kept(keptAs(view.id))) ?? null, enabled: shared !== undefined, staleTime: Infinity, gcTime: 0 });
  return (
    <Shown of={actions} rows={10}>
      {(a) => {
        const task = a.items.find((x) => x.actions.some((y) => y.verb === "submit"));
        if (!task || !me) return <Card>{say("cases.paper-closed")} <Link className="linked" to={`/cases/${view.id}`}>{say("cases.paper-to-case")}</Link></Card>;
        return (
          <Shown of={rules} rows={10}>
            {(r) => (
              <Shown of={earlier} rows={10}>
                {(e) => (
                  <Shown of={kept} rows={10}>
                    {(k) => <PaperForm view={view} me={me} rules={r} task={task} earlier={e} begun={k?.answers ?? { answers: beginning(e) }} store={store} as={keptAs(view.id)} done={done} />}
                  </Shown>
                )}
              </Shown>
            )}
          </Shown>
        );
      }}
    </Shown>
  );
}

/** A paper that is being entered is kept beside the drafts of families, under a name of its own. */
const keptAs = (id: string) => `paper ${id}`;

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
