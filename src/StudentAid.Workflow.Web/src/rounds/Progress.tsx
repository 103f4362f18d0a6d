import { useQuery } from "@tanstack/react-query";
import { Button, Card, Table } from "antd";
import { Link, useParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { nameOfRound, useRound, useRules, useUnits, useWords } from "@/api/reading";
import { useWorksWithin } from "@/app/duties";
import { useMe } from "@/app/session";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Copy } from "@/ui/Copy";
import { Nothing, Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { lastDayOf } from "@/ui/time";
import { Levels } from "./Levels";
import { csvOf, daysSince, progressOf, rowsOf, type UnitProgress } from "./unitCounts";

/** How far a round is, for who answers for it: each unit at each step, where most wait, and who is late. Every number leads to what it counts. */
export default function Progress() {
  const { id = "" } = useParams();
  const round = useRound(id);
  return <Shown of={round} rows={10}>{(r) => <Sheet round={r} />}</Shown>;
}

function Sheet({ round }: { round: Api["RoundView"] }) {
  const say = useSay();
  const works = useWorksWithin()(round.school);
  const [language] = useLanguage();
  const name = nameOfRound(round);
  return (
    <Page
      title="rounds.progress"
      heading={say("rounds.progress-of", { name })}
      sentence={<span className="days">{textOf(round.days, language) || say("rounds.no-days")}</span>}
      crumbs={[{ to: "/rounds", text: say("rounds.title") }, { to: `/rounds/${round.id}`, text: name }]}
    >
      <div className="stack">
        <Steps round={round} />
        {/* Whoever only oversees the school reads its levels among others'. */}
        {works && <Levels round={round} />}
        <Overdue round={round} />
      </div>
    </Page>
  );
}

function Steps({ round }: { round: Api["RoundView"] }) {
  const say = useSay();
  const unit = useUnits();
  const rules = useRules(round.id);
  const words = useWords(rules.data);
  const school = progressOf(round.counts, round.school);
  const steps = (rules.data?.activities ?? []).filter((a) => school.at[a.id]).map((a) => a.id);
  const slowest = [...steps].sort((a, b) => school.at[b]! - school.at[a]!)[0];
  const save = () => {
    const rows = rowsOf(school).map((r) => [unit(r.unit), ...steps.map((s) => r.at[s] ?? 0), r.ended, r.total]);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csvOf([[say("ui.unit"), ...steps.map(words.activity), say("rounds.progress-ended"), say("rounds.progress-all")], ...rows])], { type: "text/csv" }));
    link.download = `${say("rounds.progress")}-${round.schoolYear}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  const cell = (row: UnitProgress, step: string, count: number, to: Record<string, string>) =>
    count > 0 && <Link className="linked" aria-label={say("rounds.progress-open-of", { unit: unit(row.unit), step, count })} to={`/cases?${new URLSearchParams({ round: round.id, unit: row.unit, ...to })}`}>{count}</Link>;
  return (
    <Card title={say("rounds.progress-steps")} extra={<Button onClick={save}>{say("rounds.progress-file")}</Button>}>
      <p className="quiet">
        {slowest && say("rounds.progress-slowest", { step: words.activity(slowest), count: school.at[slowest]! })} {say("rounds.progress-what")}
      </p>
      <Table<UnitProgress>
        rowKey="unit"
        size="middle"
        pagination={false}
        scroll={{ x: "max-content" }}
        dataSource={[school]}
        expandable={{ defaultExpandedRowKeys: [school.unit] }}
        columns={[
          { title: say("ui.unit"), render: (_, r) => unit(r.unit) },
          ...steps.map((s) => ({ title: words.activity(s), key: s, align: "right" as const, render: (_: unknown, r: UnitProgress) => cell(r, words.activity(s), r.at[s] ?? 0, { activity: s }) })),
          { title: say("rounds.progress-ended"), align: "right", render: (_, r) => cell(r, say("rounds.progress-ended"), r.ended, { status: "finished" }) },
          { title: say("rounds.progress-all"), align: "right", render: (_, r) => cell(r, say("rounds.progress-all"), r.total, {}) },
        ]}
      />
    </Card>
  );
}

/** Who is late, the longest first; a reminder names unit, step and count, and nobody. */
function Overdue({ round }: { round: Api["RoundView"] }) {
  const say = useSay();
  const [language] = useLanguage();
  const words = useWords(useRules(round.id).data);
  const now = useMe().data?.now ?? new Date().toISOString();
  const late = useQuery({
    queryKey: ["tasks", "counts", "overdue", round.id],
    queryFn: () => body(api.GET("/api/tasks/counts", { params: { query: { all: true, round: round.id, overdue: true } } })),
  });
  return (
    <Card title={say("rounds.progress-overdue")}>
      <Shown of={late}>
        {(page) => {
          const rows = page.items.filter((r) => r.firstDue).sort((a, b) => a.firstDue!.localeCompare(b.firstDue!));
          if (rows.length === 0) return <Nothing text={say("rounds.progress-none-overdue")} />;
          const to = (r: (typeof rows)[number]) => `/tasks?${new URLSearchParams({ all: "true", round: round.id, activity: r.activity, unit: r.unit, overdue: "true" })}`;
          return (
            <Table
              rowKey={(r) => `${r.unit} ${r.activity} ${r.role}`}
              size="middle"
              pagination={false}
              scroll={{ x: "max-content" }}
              dataSource={rows}
              columns={[
                { title: say("ui.unit"), dataIndex: "unitName" },
                { title: say("rounds.step"), render: (_, r) => words.activity(r.activity) },
                { title: say("rounds.progress-first"), render: (_, r) => <>{lastDayOf(r.firstDue!, language)}<div className="overdue">{say("rounds.progress-days", { count: daysSince(r.firstDue!, now) })}</div></> },
                { title: say("rounds.progress-count"), align: "right", render: (_, r) => <Link className="linked" aria-label={say("rounds.progress-tasks-of", { unit: r.unitName, step: words.activity(r.activity), count: r.count })} to={to(r)}>{r.count}</Link> },
                {
                  title: say("ui.act"),
                  align: "right",
                  render: (_, r) => (
                    <Copy
                      label={say("rounds.progress-urge")}
                      name={say("rounds.progress-urge-of", { unit: r.unitName, step: words.activity(r.activity) })}
                      text={say("rounds.progress-urge-text", { unit: r.unitName, step: words.activity(r.activity), count: r.count, day: lastDayOf(r.firstDue!, language), link: window.location.origin + to(r) })}
                    />
                  ),
                },
              ]}
            />
          );
        }}
      </Shown>
    </Card>
  );
}
