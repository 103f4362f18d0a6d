import { useQuery } from "@tanstack/react-query";
import { Alert, Form, Input, Table } from "antd";
import { Link } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useCarriesAt } from "@/app/duties";
import { useMe } from "@/app/session";
import { useLanguage, useSay, type Key } from "@/app/texts";
import { Act } from "@/ui/Act";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { dayAt } from "@/ui/time";

const names: Record<string, Key> = {
  decided: "filing.count-decided",
  published: "filing.count-published",
  entered: "filing.count-entered",
  archived: "filing.count-archived",
  reported: "filing.count-reported",
};

function useCountName(): (id: string) => string {
  const say = useSay();
  return (id) => (names[id] ? say(names[id]) : id);
}

/** The five counts, who differs by name, and the package: taken away at any time, filed once the round is completed. */
export function Archive({ round }: { round: Api["RoundView"] }) {
  return (
    <div className="stack">
      <Counts round={round} />
      <Package round={round} />
    </div>
  );
}

/** The five counts, and who differs by name: for everybody who may know the round. */
export function Counts({ round }: { round: Api["RoundView"] }) {
  const say = useSay();
  const nameOf = useCountName();
  const counts = useQuery({ queryKey: ["five-counts", round.id], queryFn: () => body(api.GET("/api/rounds/{id}/five-counts", { params: { path: { id: round.id } } })) });
  return (
    <Shown of={counts}>
      {(c) => (
        <div className="stack">
          <Alert type={c.agree ? "success" : "warning"} showIcon title={say(c.agree ? "filing.counts-agree" : "filing.counts-differ")} description={say("filing.counts-what")} />
          <ul className="figures" aria-label={say("filing.counts")}>
            {c.counts.map((n) => (
              <li key={n.id}>
                <span className="quiet">{nameOf(n.id)}</span>
                <strong>{n.count}</strong>
              </li>
            ))}
          </ul>
          {c.differences.length > 0 && <Differences of={c} />}
        </div>
      )}
    </Shown>
  );
}

const Rows = 50;

function Differences({ of }: { of: Api["FiveCountsView"] }) {
  const say = useSay();
  const nameOf = useCountName();
  const [language] = useLanguage();
  const named = (ids: string[]) => new Intl.ListFormat(language, { type: "conjunction" }).format(ids.map(nameOf));
  return (
    <Table
      rowKey="case"
      size="middle"
      pagination={of.differences.length > Rows ? { pageSize: Rows, showSizeChanger: false, showTotal: (count) => say("ui.total", { count }) } : false}
      dataSource={of.differences}
      columns={[
        { title: say("ui.name"), render: (_, d) => <Link to={`/cases/${d.case}`}>{d.name}</Link> },
        { title: say("filing.in"), responsive: ["md"], render: (_, d) => named(d.in) },
        { title: say("filing.missing-in"), render: (_, d) => <span className="overdue">{named(d.missingIn)}</span> },
      ]}
    />
  );
}

function Package({ round }: { round: Api["RoundView"] }) {
  const say = useSay();
  const now = useMe().data?.now;
  const keeps = useCarriesAt("keep-rounds")(round.school);
  return (
    <section>
      <h2>{say("filing.package")}</h2>
      <p className="quiet">{say("filing.package-what")}</p>
      <div className="strip">
        <a className="ant-btn-like" href={`/api/rounds/${round.id}/archive`} download>{say("filing.package-get")}</a>
        <Status of={round.status} />
        {keeps && round.status === "completed" && (
          <Act<{ day: string }>
            tone="primary"
            weighed
            label={say("filing.file")}
            what={say("filing.file-what")}
            initial={{ day: dayAt(now ?? new Date().toISOString()) }}
            send={(v, how) => body(api.POST("/api/rounds/{id}/archive", { params: { path: { id: round.id }, ...how }, body: v }))}
          >
            <Form.Item name="day" label={say("filing.file-day")} rules={[{ required: true, message: say("ui.needed") }]}>
              <Input type="date" />
            </Form.Item>
          </Act>
        )}
        {round.status === "open" && <span className="quiet">{say("filing.not-completed")}</span>}
      </div>
    </section>
  );
}
