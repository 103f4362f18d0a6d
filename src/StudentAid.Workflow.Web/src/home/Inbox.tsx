import { useQuery } from "@tanstack/react-query";
import { Card, Select, Space, Switch, Table } from "antd";
import { useEffect, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { nameOfRound, useRounds, useUnitList, useUnits } from "@/api/reading";
import { textOf, useLanguage, useSay, type Key, type Language } from "@/app/texts";
import { useActSheets } from "@/cases/ActSheet";
import { Job } from "@/jobs/Job";
import { Cursors } from "@/ui/Cursors";
import { Nothing, Page } from "@/ui/Page";
import { Parts } from "@/ui/Parts";
import { Refused } from "@/ui/Refused";
import { lastDayOf } from "@/ui/time";
import { Batch } from "./Batch";
import { Columns, columnsOf } from "./Columns";
import { Copies, useUnread } from "./Copies";
import { Own } from "./Own";
import { useStroke } from "./Quick";
import { Views } from "./Views";

type Task = Api["TaskView"];

const Rows = 20;
const Latest = "-due";
const others = ["copies", "done", "started"];
const sentences: Record<string, Key> = { copies: "home.copies-what", done: "home.done-what", started: "home.started-what" };

/** What of the address narrows the list. */
const filterOf = (search: URLSearchParams) => ({
  activity: search.get("activity") ?? undefined,
  round: search.get("round") ?? undefined,
  unit: search.get("unit") ?? undefined,
  overdue: search.get("overdue") === "true" ? true : undefined,
});

/** Between one's own tasks and all of them the filter stays; what is done and what was copied has none. */
function addressOf(search: URLSearchParams, { all, show }: { all?: true; show?: string }): string {
  const next = new URLSearchParams(show ? { show } : search);
  for (const name of show ? [] : ["cursor", "show", "all"]) next.delete(name);
  if (all) next.set("all", "true");
  return `?${next}`;
}

/** The units at which something waits, and those above them. */
const placesOf = (counted: Api["TaskCountView"][], units: Api["UnitView"][], language: Language) => {
  const known = units.filter((u) => counted.some((c) => c.unit.startsWith(u.path))).map((u) => ({ value: u.path, label: textOf(u.name, language) }));
  const beyond = counted.filter((c) => known.every((k) => k.value !== c.unit)).map((c) => ({ value: c.unit, label: c.unitName }));
  return [...known, ...new Map(beyond.map((b) => [b.value, b])).values()];
};

/** Tasks that are done at the notice, not at a list's desk. */
const atNotice = ["answer-objection", "post-photo", "take-down-photo"];

export const linkOf = (t: Task): string => {
  if (t.streamKind === "instance") return `/cases/${t.stream}`;
  if (t.streamKind === "reconsideration" || t.streamKind === "revocation") return `/${t.streamKind}s/${t.stream}`;
  if (t.streamKind === "late-match") return `/rounds/${t.round}/after/late-matches`;
  if (t.streamKind === "enrolment-change") return `/enrolment?school=${encodeURIComponent(t.unit)}`;
  return atNotice.includes(t.activity) ? `/publicities/${t.stream}` : `/rosters/${t.stream}`;
};

/** The inbox: what waits for me, a page at a time; filter and page stand in the address. J and K move, Enter opens, A and R begin what agrees and what returns. */
export default function Inbox() {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const units = useUnitList();
  const rounds = useRounds();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState<string[]>([]);
  const { open, choose, sheets } = useActSheets();
  const { mutate: strike, isPending: striking, ...stroke } = useStroke(choose);
  const [job, setJob] = useState<string>();
  const all = search.get("all") === "true";
  const shown = search.get("show") ?? "";
  const waiting = !others.includes(shown);
  const unread = useUnread().data;
  const filter = filterOf(search);
  const columns = columnsOf(search);
  const order = { sort: search.get("sort") ?? undefined, cursor: search.get("cursor") ?? undefined };
  const tasks = useQuery({
    queryKey: ["tasks", all, filter, order],
    queryFn: () => body(api.GET("/api/tasks", { params: { query: { ...(all ? { all } : {}), ...filter, ...order, size: Rows } } })),
    placeholderData: (before) => before,
    enabled: waiting,
  });
  // By step and unit it is asked of all of them, so that another may be chosen; what the filter leaves is added up below.
  const { activity, unit: below, ...wider } = filter;
  const counts = useQuery({
    queryKey: ["tasks", "counts", all, wider],
    queryFn: () => body(api.GET("/api/tasks/counts", { params: { query: { ...(all ? { all } : {}), ...wider } } })),
    enabled: waiting,
  });
  const items = waiting ? (tasks.data?.items ?? []) : [];
  const put = (values: Record<string, string | undefined>) => {
    const next = new URLSearchParams(search);
    next.delete("cursor");
    for (const [name, value] of Object.entries(values)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    setAt(0);
    setSearch(next);
  };

  useEffect(() => {
    const pressed = (e: KeyboardEvent) => {
      const target = e.target as HTMLElement;
      if (open || striking || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT|BUTTON|A)$/.test(target.tagName) && (target as HTMLInputElement).type !== "checkbox") return;
      if (e.key === "j") setAt((n) => Math.min(n + 1, items.length - 1));
      else if (e.key === "k") setAt((n) => Math.max(n - 1, 0));
      else if ((e.key === "a" || e.key === "r") && items[at]?.streamKind === "instance") strike({ task: items[at], tone: e.key === "a" ? "primary" : "danger" });
      else if (e.key === "Enter" && items[at]) void navigate(linkOf(items[at]));
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [items, at, navigate, open, striking, strike]);

  const counted = counts.data?.items ?? [];
  const activities = [...new Set(counted.map((c) => c.activity))];
  const total = counted.filter((c) => (!activity || c.activity === activity) && (!below || c.unit.startsWith(below))).reduce((sum, c) => sum + c.count, 0);
  const filtered = Object.values(filter).some((v) => v !== undefined);
  const to = (v: { all?: true; show?: string }) => addressOf(search, v);
  const parts = [
    { to: to({}), text: say("home.inbox-mine") },
    { to: to({ show: "done" }), text: say("home.inbox-done") },
    { to: to({ show: "started" }), text: say("home.inbox-started") },
    { to: to({ show: "copies" }), text: unread?.unread ? say(unread.more ? "home.inbox-copies-more" : "home.inbox-copies-new", { count: unread.unread }) : say("home.inbox-copies") },
    { to: to({ all: true }), text: say("home.inbox-all") },
  ];
  return (
    <Page title="home.inbox" sentence={say(sentences[shown] ?? "home.inbox-keys")}>
      {/* On every tab: what was not answered keeps its key. */}
      {sheets}
      <Card>
        <Parts label={say("home.inbox")} parts={parts} at={to(waiting ? (all ? { all: true } : {}) : { show: shown })} />
        {waiting && (
          <Space wrap size={12} className="stack-below">
            <Select
              aria-label={say("home.by-activity")}
              allowClear
              placeholder={say("home.by-activity")}
              className="filter"
              value={filter.activity}
              onChange={(v: string | undefined) => put({ activity: v })}
              options={activities.map((a) => ({ value: a, label: counted.find((c) => c.activity === a)!.title }))}
            />
            <Select
              aria-label={say("home.by-round")}
              allowClear
              placeholder={say("home.by-round")}
              className="filter"
              value={filter.round}
              onChange={(v: string | undefined) => put({ round: v })}
              options={(rounds.data?.items ?? []).map((r) => ({ value: r.id, label: nameOfRound(r) }))}
            />
            <Select
              aria-label={say("home.by-unit")}
              allowClear
              showSearch={{ optionFilterProp: "label" }}
              placeholder={say("home.by-unit")}
              className="filter"
              value={below}
              onChange={(v: string | undefined) => put({ unit: v })}
              options={placesOf(counted, units.data?.items ?? [], language)}
            />
            <label className="labelled">
              <Switch checked={filter.overdue === true} onChange={(v) => put({ overdue: v ? "true" : undefined })} aria-label={say("home.only-overdue")} />
              {say("home.only-overdue")}
            </label>
            <Columns shown={columns} choose={(v) => put({ columns: v })} />
            <Views filter={viewOf(search)} choose={(f) => setSearch(f)} />
            <span className="quiet">{say("ui.total", { count: total })}</span>
            <Batch tasks={items.filter((t) => chosen.includes(t.id))} filter={all ? undefined : filter} begun={(id) => (setChosen([]), setJob(id))} />
          </Space>
        )}
        {shown === "copies" && <Copies />}
        {(shown === "done" || shown === "started") && <Own key={shown} which={shown} />}
        {waiting && (
          <>
            {job && <div className="stack-below"><Job id={job} close={() => setJob(undefined)} /></div>}
            <Refused error={stroke.error} again={() => stroke.variables && strike(stroke.variables)} />
            <Refused error={tasks.error} again={() => void tasks.refetch()} />
            <div className="scroll-x">
              <Table<Task>
                rowKey="id"
                size="middle"
                loading={tasks.isPending}
                dataSource={items}
                pagination={false}
                rowClassName={(_, i) => (i === at ? "row-now" : "")}
                locale={{ emptyText: <Nothing text={say(filtered ? "ui.nothing-filtered" : "home.inbox-empty")} /> }}
                style={{ minWidth: 760 }}
                onChange={(_, __, sorted) => put({ sort: !Array.isArray(sorted) && sorted.order === "descend" ? Latest : undefined })}
                rowSelection={{
                  selectedRowKeys: chosen,
                  onChange: (keys) => setChosen(keys as string[]),
                  getCheckboxProps: (t) => ({ "aria-label": say("home.choose", { name: t.name || t.title || "" }) }) as object,
                }}
                columns={[
                  { title: say("home.activity"), render: (_, t) => <Link to={linkOf(t)}>{t.title}</Link> },
                  ...(columns.includes("who") ? [{ title: say("home.who"), render: (_: unknown, t: Task) => t.name ?? "" }] : []),
                  ...(columns.includes("number") ? [{ title: say("cases.number"), render: (_: unknown, t: Task) => t.number ?? "" }] : []),
                  ...(columns.includes("unit") ? [{ title: say("ui.unit"), render: (_: unknown, t: Task) => t.unitName || unit(t.unit) }] : []),
                  { title: say("home.stands"), render: (_, t) => <span className="quiet">{t.sentence ?? ""}</span> },
                  ...(!columns.includes("due") ? [] : [{
                    title: say("ui.due"),
                    key: "due",
                    sorter: true,
                    sortDirections: ["ascend", "descend", "ascend"] as ("ascend" | "descend")[],
                    sortOrder: order.sort === Latest ? ("descend" as const) : ("ascend" as const),
                    render: (_: unknown, t: Task) =>
                      t.due ? (
                        <span className={t.overdue ? "overdue" : undefined}>
                          {t.dueText || say("ui.until", { day: lastDayOf(t.due, language) })}
                        </span>
                      ) : (
                        <span className="quiet">{say("ui.no-due")}</span>
                      ),
                  }]),
                ]}
              />
            </div>
            <Cursors previous={tasks.data?.previous} next={tasks.data?.next} />
          </>
        )}
      </Card>
    </Page>
  );
}

/** What of the address is worth a name: the filter, not the page. */
const viewOf = (search: URLSearchParams): Record<string, string> => Object.fromEntries([...search].filter(([name]) => name !== "cursor"));
