import { useQuery } from "@tanstack/react-query";
import { Alert, Card, Input, Table } from "antd";
import { Link, useParams, useSearchParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useUnits } from "@/api/reading";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { Changes } from "@/enrolment/Changes";
import { Nothing, Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { fullDayOf } from "@/ui/time";
import { Adjustments } from "./Adjustments";
import { Begin } from "./Begin";
import { endOf, lastOf, spanOf } from "./ends";
import { Reconsiderations } from "./Reconsiderations";
import { Revocations } from "./Revocations";
import { StandingActs } from "./StandingActs";

type Student = Api["ValidLevelView"];

/** A student as the office knows him over the years: the level valid on a day, every one held, what followed it, and where he stands. Nothing of the family; the day stands in the address. */
export default function StudentPage() {
  const { person = "" } = useParams();
  const on = useSearchParams()[0].get("on") ?? undefined;
  const student = useQuery({
    queryKey: ["students", person, on],
    queryFn: () => body(api.GET("/api/students/{person}/level", { params: { path: { person }, query: on ? { on } : {} } })),
    placeholderData: (before) => before,
  });
  return <Shown of={student} rows={8}>{(s) => <Sheet of={s} />}</Shown>;
}

function Sheet({ of }: { of: Student }) {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const asked = useSearchParams()[0].has("on");
  const place = unit(of.place);
  return (
    <Page
      title="after.student"
      heading={place ? say("cases.page", { name: of.name, unit: place }) : of.name}
      sentence={
        <span className="strip">
          {of.standing !== "held" && <Status of={`standing-${of.standing}`} />}
          {!asked && <span>{of.valid ? say("after.valid", { level: textOf(of.valid.name, language), day: lastOf(say, of.valid.until, language) }) : say("after.none-valid")}</span>}
        </span>
      }
      crumbs={[{ to: "/cases", text: say("cases.title") }]}
      actions={<StandingActs of={of} />}
    >
      <div className="stack">
        <Levels of={of} />
        <Card title={say("after.adjustments")}>
          <Adjustments person={of.person} />
        </Card>
        <div className="two">
          <Card title={say("after.revocations")}>
            <Revocations person={of.person} />
          </Card>
          <Card title={say("after.reconsiderations")}>
            <Reconsiderations person={of.person} />
          </Card>
        </div>
        {of.school && <Changes school={of.school} person={{ id: of.person, name: of.name }} />}
      </div>
    </Page>
  );
}

const sources: Record<string, Key> = { determination: "after.source-determination", adjustment: "after.source-adjustment" };

/** Every level held, and what may be begun about the decision it rests on. */
function Levels({ of }: { of: Student }) {
  const say = useSay();
  const [language] = useLanguage();
  const [search, setSearch] = useSearchParams();
  const asked = search.has("on");
  return (
    <Card title={say("after.levels")}>
      <div className="strip stack-below">
        <label className="labelled">
          {say("funds.on")}
          <Input type="date" className="filter" value={of.on} onChange={(v) => v.target.value && setSearch({ on: v.target.value })} />
        </label>
        {asked && <Alert type="info" role="status" title={<span className="days">{of.valid ? say("funds.valid", { day: fullDayOf(of.on, language), level: textOf(of.valid.name, language) }) : say("funds.none-valid", { day: fullDayOf(of.on, language) })}</span>} />}
      </div>
      {of.all.length === 0 ? (
        <Nothing text={say("after.no-levels")} />
      ) : (
        <Table
          rowKey="case"
          size="middle"
          pagination={false}
          dataSource={[...of.all].reverse()}
          columns={[
            { title: say("cases.field-level"), render: (_, h) => <><Link to={`/cases/${h.case}`}>{textOf(h.name, language)}</Link><div className="quiet">{say(sources[h.source] ?? "after.source-determination")}</div></> },
            { title: say("after.valid-days"), render: (_, h) => <>{spanOf(say, h, language)}<div className="quiet">{endOf(say, h.endedBy, !!h.until && h.until < of.on)}</div></> },
            { title: say("rounds.year"), dataIndex: "schoolYear", responsive: ["md"] },
            { title: say("ui.act"), align: "right", render: (_, h) => <Begin id={h.case} person={of.person} /> },
          ]}
        />
      )}
      {of.suspensions.length > 0 && (
        <ul className="history below">
          {of.suspensions.map((s) => (
            <li key={s.from}>
              <time>{fullDayOf(s.from, language)}</time>
              <span>{s.until ? say("after.suspended-until", { day: fullDayOf(s.until, language) }) : say("after.suspended-since")}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
