import { Alert, Card, Table } from "antd";
import { Link, useParams } from "react-router";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { nameOfRound, useRoster, useRound, useRules, useUnits, useWords } from "@/api/reading";
import { useWorksAt } from "@/app/duties";
import { useLanguage, useSay } from "@/app/texts";
import { Nothing, Page } from "@/ui/Page";
import { Refused, Shown } from "@/ui/Refused";
import { Send } from "@/ui/Send";
import { Status } from "@/ui/Status";
import { dayOf } from "@/ui/time";
import { Errata } from "./Errata";
import { Objections } from "./Objections";
import { Post } from "./Post";

/** A notice: its period, or when it would end if it were posted today; who stands on it; objections. */
export default function PublicityPage() {
  const { id = "" } = useParams();
  const notice = useRoster(id);
  return <Shown of={notice} rows={12}>{(n) => <Board notice={n} />}</Shown>;
}

function Board({ notice }: { notice: Api["RosterView"] }) {
  const say = useSay();
  const unit = useUnits();
  const round = useRound(notice.round).data;
  const rules = useRules(notice.round).data;
  const words = useWords(rules);
  const office = useWorksAt()(notice.unit);
  return (
    <Page
      title="publicities.title"
      heading={say("publicities.page", { unit: unit(notice.unit), list: words.activity(notice.activity) })}
      sentence={
        <span className="strip">
          <Status of={notice.status} />
          <span>{say("publicities.count", { count: notice.entries.length })}</span>
          {notice.ordinal > 1 && <span>{say("publicities.supplement", { ordinal: notice.ordinal })}</span>}
        </span>
      }
      crumbs={[{ to: "/publicities", text: say("publicities.title") }, ...(round ? [{ to: `/rounds/${round.id}`, text: nameOfRound(round) }] : [])]}
      actions={notice.period && !notice.period.over && <>
        <a className="ant-btn-like" href={`/api/prints/publicity-notice?roster=${notice.id}`} target="_blank" rel="noreferrer">{say("publicities.print")}</a>
        <a className="ant-btn-like" href={`/notices/${notice.id}`} target="_blank" rel="noreferrer">{say("publicities.look")}</a>
      </>}
    >
      <div className="stack">
        {notice.period ? <Period notice={notice} period={notice.period} office={office} /> : office && <Post notice={notice} />}
        <Errata notice={notice} office={office} />
        <Objections notice={notice} office={office} level={words.level} />
        <Card title={say("publicities.entries")} styles={{ body: { padding: 0 } }}>
          <Table
            rowKey="case"
            size="middle"
            dataSource={notice.entries}
            pagination={notice.entries.length > 50 ? { pageSize: 50, showTotal: (count) => say("ui.total", { count }) } : false}
            locale={{ emptyText: <Nothing text={say("publicities.no-entries")} /> }}
            columns={[
              { title: say("ui.name"), render: (_, e) => <Link to={`/cases/${e.case}`}>{e.name}</Link> },
              { title: say("publicities.class"), render: (_, e) => unit(e.place) },
              { title: say("publicities.level"), render: (_, e) => words.level(e.level) },
              { title: say("ui.status"), render: (_, e) => (e.state === "open" ? null : <Status of={e.state} />) },
            ]}
          />
        </Card>
      </div>
    </Page>
  );
}

function Period({ notice, period, office }: { notice: Api["RosterView"]; period: Api["PeriodView"]; office: boolean }) {
  const say = useSay();
  const [language] = useLanguage();
  const values = { from: dayOf(period.day, language), to: dayOf(period.lastDay, language) };
  const photo = useAct((evidence: string, key) =>
    body(api.POST("/api/publicities/{id}/photo", { params: { path: { id: notice.id }, header: acting(key) }, body: { moment: period.over ? "taken-down" : "posted", evidence } })),
  );
  return (
    <Alert
      action={office && <Send label={say("publicities.photo-send")} whose={{ unit: notice.unit }} category="notice-photo" sent={(hash) => photo.mutate(hash)} />}
      type={period.over ? "info" : "success"}
      showIcon={false}
      title={<span className="days">{say(period.over ? "publicities.over" : "publicities.posted", values)}{period.left && <strong> {period.left}</strong>}</span>}
      description={
        <>
          <div>{[period.provisional && say("publicities.provisional"), say("publicities.photos", { count: period.photos.length })].filter(Boolean).join(" ")}</div>
          {office && <Photos of={period.photos} />}
          <Refused error={photo.error} />
        </>
      }
    />
  );
}

/** The photos of the board, of its posting and of its taking down. */
function Photos({ of }: { of: string[] }) {
  const say = useSay();
  return (
    <div className="strip">
      {of.map((photo, i) => {
        const [moment, hash] = photo.split(":", 2);
        return (
          <a key={photo} href={`/api/files/${hash}`} target="_blank" rel="noreferrer">
            {say(moment === "posted" ? "publicities.photo-posted" : "publicities.photo-taken-down", { number: i + 1 })}
          </a>
        );
      })}
    </div>
  );
}
