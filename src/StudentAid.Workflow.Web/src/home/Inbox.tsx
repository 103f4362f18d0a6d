import { useQuery } from "@tanstack/react-query";
import { Button, Card, Segmented, Select, Space, Table } from "antd";
import { useEffect, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useRounds, useUnits } from "@/api/reading";
import { useLanguage, useSay } from "@/app/texts";
import { Nothing, Page } from "@/ui/Page";
import { Refused } from "@/ui/Refused";
import { lastDayOf } from "@/ui/time";
import { Batch, Job } from "./Batch";
import { Copies, useUnread } from "./Copies";
import { Quick, type Stroke } from "./Quick";
import { taskTitle } from "./tasks";
import { Views } from "./Views";

type Task = Api["TaskView"];

const Rows = 20;
const linkOf = (t: Task): string => {
  if (t.streamKind === "instance") return `/cases/${t.stream}`;
  if (t.streamKind === "reconsideration" || t.streamKind === "revocation") return `/${t.streamKind}s/${t.stream}`;
  if (t.streamKind === "late-match") return `/rounds/${t.round}/after/late-matches`;
  if (t.streamKind === "enrolment-change") return `/enrolment?school=${encodeURIComponent(t.unit)}`;
  return t.activity === "answer-objection" ? `/publicities/${t.stream}` : `/rosters/${t.stream}`;
};

/** The inbox: what waits for me, a page at a time; filter and page stand in the address. J and K move, Enter opens. */
export default function Inbox() {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const rounds = useRounds();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState<string[]>([]);
  const [quick, setQuick] = useState<{ task: Task; tone: Stroke }>();
  const [job, setJob] = useState<string>();
  const all = search.get("all") === "true";
  const told = search.get("show") === "copies";
  const unread = useUnread().data;
  const filter = { activity: search.get("activity") ?? undefined, round: search.get("round") ?? undefined, cursor: search.get("cursor") ?? undefined };
  const tasks = useQuery({
    queryKey: ["tasks", all, filter],
    queryFn: () => body(api.GET("/api/tasks", { params: { query: { ...(all ? { all } : {}), ...filter, size: Rows } } })),
    placeholderData: (before) => before,
  });
  const counts = useQuery({ queryKey: ["tasks", "counts", all], queryFn: () => body(api.GET("/api/tasks/counts", { params: { query: all ? { all } : {} } })) });
  const items = told ? [] : (tasks.data?.items ?? []);
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
      if (quick || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT|BUTTON|A)$/.test(target.tagName) && (target as HTMLInputElement).type !== "checkbox") return;
      if (e.key === "j") setAt((n) => Math.min(n + 1, items.length - 1));
      else if (e.key === "k") setAt((n) => Math.max(n - 1, 0));
      else if ((e.key === "a" || e.key === "r") && items[at]?.streamKind === "instance") setQuick({ task: items[at], tone: e.key === "a" ? "primary" : "danger" });
      else if (e.key === "Enter" && items[at]) void navigate(linkOf(items[at]));
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [items, at, navigate, quick]);

  const activities = [...new Set((counts.data?.items ?? []).map((c) => c.activity))];
  const total = (counts.data?.items ?? []).reduce((sum, c) => sum + c.count, 0);
  return (
    <Page title={say("home.inbox")} sentence={say(told ? "home.copies-what" : "home.inbox-keys")}>
      <Card>
        <Space wrap size={12} className="stack-below">
          <Segmented
            value={told ? "copies" : all ? "all" : "mine"}
            onChange={(v) => put({ all: v === "all" ? "true" : undefined, show: v === "copies" ? "copies" : undefined })}
            options={[
              { value: "mine", label: say("home.inbox-mine") },
              { value: "all", label: say("home.inbox-all") },
              { value: "copies", label: unread?.unread ? say(unread.more ? "home.inbox-copies-more" : "home.inbox-copies-new", { count: unread.unread }) : say("home.inbox-copies") },
            ]}
          />
          {!told && (
            <>
              <Select
                aria-label={say("home.by-activity")}
                allowClear
                placeholder={say("home.by-activity")}
                className="filter"
                value={filter.activity}
                onChange={(v: string | undefined) => put({ activity: v })}
                options={activities.map((a) => ({ value: a, label: taskTitle(say, a) }))}
              />
              <Select
                aria-label={say("home.by-round")}
                allowClear
                placeholder={say("home.by-round")}
                className="filter"
                value={filter.round}
                onChange={(v: string | undefined) => put({ round: v })}
                options={(rounds.data?.items ?? []).map((r) => ({ value: r.id, label: `${r.schoolYear} ${r.name}` }))}
              />
              <Views filter={viewOf(search)} choose={(f) => setSearch(f)} />
              <span className="quiet">{say("ui.total", { count: total })}</span>
              <Batch tasks={items.filter((t) => chosen.includes(t.id))} matching={total} filter={filter} begun={(id) => (setChosen([]), setJob(id))} />
            </>
          )}
        </Space>
        {told ? (
          <Copies />
        ) : (
          <>
            {job && <div className="stack-below"><Job id={job} close={() => setJob(undefined)} /></div>}
            {quick && <Quick task={quick.task} tone={quick.tone} close={() => setQuick(undefined)} />}
            <Refused error={tasks.error} again={() => void tasks.refetch()} />
            <div className="scroll-x">
              <Table<Task>
                rowKey="id"
                size="middle"
                loading={tasks.isPending}
                dataSource={items}
                pagination={false}
                rowClassName={(_, i) => (i === at ? "row-now" : "")}
                locale={{ emptyText: <Nothing text={say(filter.activity || filter.round ? "ui.nothing-filtered" : "home.inbox-empty")} /> }}
                style={{ minWidth: 760 }}
                rowSelection={{
                  selectedRowKeys: chosen,
                  onChange: (keys) => setChosen(keys as string[]),
                  getCheckboxProps: (t) => ({ "aria-label": say("home.choose", { name: t.name || t.title || "" }) }) as object,
                }}
                columns={[
                  { title: say("home.activity"), render: (_, t) => <Link to={linkOf(t)}>{t.title || taskTitle(say, t.activity)}</Link> },
                  { title: say("home.who"), render: (_, t) => t.name ?? "" },
                  { title: say("ui.unit"), render: (_, t) => t.unitName || unit(t.unit) },
                  { title: say("home.stands"), render: (_, t) => <span className="quiet">{t.sentence ?? ""}</span> },
                  {
                    title: say("ui.due"),
                    render: (_, t) =>
                      t.due ? (
                        <span className={t.overdue ? "overdue" : undefined}>
                          {t.dueText || say("ui.until", { day: lastDayOf(t.due, language) })}
                        </span>
                      ) : (
                        <span className="quiet">{say("ui.no-due")}</span>
                      ),
                  },
                ]}
              />
            </div>
            {(tasks.data?.next || filter.cursor) && (
              <Space className="pager">
                <Button disabled={!tasks.data?.previous} onClick={() => setSearch(withCursor(search, tasks.data?.previous))}>
                  {say("ui.previous")}
                </Button>
                <Button disabled={!tasks.data?.next} onClick={() => setSearch(withCursor(search, tasks.data?.next))}>
                  {say("ui.next")}
                </Button>
              </Space>
            )}
          </>
        )}
      </Card>
    </Page>
  );
}

function withCursor(search: URLSearchParams, cursor: string | null | undefined): URLSearchParams {
  const next = new URLSearchParams(search);
  if (cursor) next.set("cursor", cursor);
  else next.delete("cursor");
  return next;
}

/** What of the address is worth a name: the filter, not the page. */
const viewOf = (search: URLSearchParams): Record<string, string> => Object.fromEntries([...search].filter(([name]) => name !== "cursor"));
