import { useQuery } from "@tanstack/react-query";
import { Card, Select, Space, Table, Tag } from "antd";
import { Link, useSearchParams } from "react-router";
import { api, body } from "@/api/client";
import { nameOfRound, useRounds, useRules, useUnits, useWords } from "@/api/reading";
import { useCarries, useUnitOf } from "@/app/duties";
import { listed, useLanguage, useSay } from "@/app/texts";
import { Cursors } from "@/ui/Cursors";
import { Nothing, Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";

const Rows = 50;
const states = ["open", "finished", "suspended", "cancelled", "faulted"] as const;

/** Who applied in a round, a page at a time. */
export default function Cases() {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const office = useUnitOf("hand-out-papers");
  const enters = useCarries("verify");
  const rounds = useRounds();
  const [search, setSearch] = useSearchParams();
  const round = search.get("round") ?? rounds.data?.items.find((r) => r.status === "open")?.id ?? rounds.data?.items[0]?.id;
  const status = search.get("status") ?? undefined;
  const within = search.get("unit") ?? undefined;
  const activity = search.get("activity") ?? undefined;
  const level = search.get("level") ?? undefined;
  const cursor = search.get("cursor") ?? undefined;
  const words = useWords(useRules(round).data);
  const cases = useQuery({
    queryKey: ["cases", { round, status, within, activity, level, cursor }],
    queryFn: () => body(api.GET("/api/cases", { params: { query: { round: round!, status, unit: within, activity, level, cursor, size: Rows } } })),
    enabled: Boolean(round),
    placeholderData: (before) => before,
  });
  const put = (values: Record<string, string | undefined>) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries({ cursor: undefined, ...values })) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    setSearch(next);
  };
  return (
    <Page
      title="cases.title"
      sentence={say("cases.sentence")}
      actions={
        <>
          {round && enters && <Link className="ant-btn-like" to={`/paper?round=${round}`}>{say("cases.paper")}</Link>}
          {round && <Link className="ant-btn-like" to={`/rounds/${round}/chase`}>{say("chase.title")}</Link>}
          {office && <Link className="ant-btn-like" to="/hardship-base">{say("funds.hardship")}</Link>}
        </>
      }
    >
      <Card>
        <Space wrap size={12} className="stack-below">
          <Select aria-label={say("cases.round")} className="filter" value={round} onChange={(v) => put({ round: v })} options={(rounds.data?.items ?? []).map((r) => ({ value: r.id, label: nameOfRound(r) }))} />
          <Select aria-label={say("ui.status")} className="filter" allowClear placeholder={say("ui.status")} value={status} onChange={(v: string | undefined) => put({ status: v })} options={states.map((s) => ({ value: s, label: say(`ui.status-${s}`) }))} />
          {within && <Tag closable={{ "aria-label": say("ui.row-remove") }} onClose={() => put({ unit: undefined })}>{say("cases.unit-filter", { unit: unit(within) })}</Tag>}
          {activity && <Tag closable={{ "aria-label": say("ui.row-remove") }} onClose={() => put({ activity: undefined })}>{say("cases.activity-filter", { step: words.activity(activity) })}</Tag>}
          {level && <Tag closable={{ "aria-label": say("ui.row-remove") }} onClose={() => put({ level: undefined })}>{say("cases.level-filter", { level: listed(level.split(",").map((l) => words.level(l)), language) })}</Tag>}
        </Space>
        {rounds.data?.items.length === 0 ? (
          <Nothing text={say("cases.none")} />
        ) : (
          <Shown of={cases}>
            {(page) => (
              <>
                <Table
                  rowKey="id"
                  size="middle"
                  pagination={false}
                  dataSource={page.items}
                  locale={{ emptyText: <Nothing text={say(status || within || activity || level ? "ui.nothing-filtered" : "cases.none")} /> }}
                  columns={[
                    { title: say("ui.name"), render: (_, c) => <Link to={`/cases/${c.id}`}>{c.name}</Link> },
                    { title: say("cases.class"), render: (_, c) => unit(c.unit) },
                    { title: say("cases.at"), render: (_, c) => c.at.map((a) => words.activity(a) || a).join(" · ") },
                    { title: say("ui.status"), render: (_, c) => <Status of={c.status} /> },
                  ]}
                />
                <Cursors previous={page.previous} next={page.next} />
                <p className="quiet">{say(page.next ? "ui.at-least" : "ui.total", { count: page.atLeast })}</p>
              </>
            )}
          </Shown>
        )}
      </Card>
    </Page>
  );
}
