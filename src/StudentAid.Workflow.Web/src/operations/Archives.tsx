import { useQuery } from "@tanstack/react-query";
import { Card, Table } from "antd";
import type { How } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useUnits } from "@/api/reading";
import { useLanguage, useSay, type Key } from "@/app/texts";
import { Act } from "@/ui/Act";
import { Nothing } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { fullDayOf } from "@/ui/time";

type Year = Api["TrailView"];

const states: Record<string, Key> = {
  open: "app.archives-open",
  archived: "app.archives-archived",
  approved: "app.archives-approved",
  removed: "app.archives-removed",
};

/** The school years of the audit chains that are over: written into a file by one, confirmed by another, taken out of the database when their terms are over. */
export function Archives() {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const years = useQuery({ queryKey: ["audit", "archives"], queryFn: () => body(api.GET("/api/audit/archives")) });
  return (
    <Card title={say("app.archives")} type="inner">
      <p>{say("app.archives-what")}</p>
      <Shown of={years} rows={2}>
        {(page) =>
          page.items.length === 0 ? (
            <Nothing text={say("app.no-archives")} />
          ) : (
            <Table<Year>
              rowKey={(y) => `${y.trail}-${y.year}`}
              size="middle"
              pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
              scroll={{ x: "max-content" }}
              dataSource={page.items}
              columns={[
                { title: say("app.archives-year"), render: (_, y) => yearOf(Number(y.year)) },
                { title: say("ui.unit"), render: (_, y) => (y.unit === "/" ? say("app.all-units") : unit(y.unit)) },
                { title: say("app.archives-events"), align: "right", render: (_, y) => Number(y.events) },
                { title: say("ui.status"), render: (_, y) => <Standing of={y} /> },
                { title: say("app.archives-until"), render: (_, y) => (y.until ? fullDayOf(y.until, language) : say("app.archives-no-rules")) },
                { title: say("ui.act"), render: (_, y) => <Acts of={y} /> },
              ]}
            />
          )
        }
      </Shown>
    </Card>
  );
}

const yearOf = (from: number): string => `${from}–${from + 1}`;

function Standing({ of }: { of: Year }) {
  const say = useSay();
  return (
    <>
      {say(states[of.status] ?? "app.archives-open")}
      {of.byName && <div className="quiet">{of.approvedByName ? say(of.alone ? "app.archives-alone" : "app.archives-hands", { first: of.byName, second: of.approvedByName }) : of.byName}</div>}
    </>
  );
}

function Acts({ of }: { of: Year }) {
  const say = useSay();
  const year = yearOf(Number(of.year));
  const to = (how: How) => ({ params: { path: { id: of.trail, year: of.year }, ...how } });
  return (
    <div className="strip">
      {of.status !== "open" && (
        <a className="ant-btn-like" download={`${of.year}.json`} href={`/api/audit/archives/${of.trail}/${of.year}`}>
          {say("app.archives-get")}
        </a>
      )}
      {of.acts.includes("archive") && (
        <Act<object>
          small
          weighed
          label={say("app.archives-do")}
          name={say("app.archives-do-of", { year })}
          what={say("app.archives-do-what")}
          send={(_, how) => body(api.POST("/api/audit/archives", { params: how, body: { unit: of.unit, year: of.year } }))}
        />
      )}
      {of.acts.includes("approve") && (
        <Act<object> small weighed label={say("app.archives-approve")} name={say("app.archives-approve-of", { year })} what={say("app.archives-approve-what")} send={(_, how) => body(api.POST("/api/audit/archives/{id}/{year}/approve", to(how)))} />
      )}
      {of.acts.includes("remove") && (
        <Act<object> small weighed tone="danger" label={say("app.archives-remove")} name={say("app.archives-remove-of", { year })} what={say("app.archives-remove-what")} send={(_, how) => body(api.POST("/api/audit/archives/{id}/{year}/remove", to(how)))} />
      )}
    </div>
  );
}
