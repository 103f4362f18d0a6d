import { useQuery } from "@tanstack/react-query";
import { Card, Segmented, Select, Space, Table } from "antd";
import { Link, useSearchParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { nameOfRound, useRounds, useRules, useUnits, useWords } from "@/api/reading";
import { useSay } from "@/app/texts";
import { Cursors } from "@/ui/Cursors";
import { Nothing, Page } from "@/ui/Page";
import { Refused } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { Gathering } from "./Gathering";

const Rows = 50;

/** The lists of a round, a page at a time: those that wait for a decision, or all. */
export default function Rosters() {
  const say = useSay();
  const unit = useUnits();
  const [search, setSearch] = useSearchParams();
  const shown = search.get("show") ?? "open";
  const rounds = useRounds();
  const open = (rounds.data?.items ?? []).filter((r) => r.status === "open");
  const round = search.get("round") ?? (open.length === 1 ? open[0]!.id : undefined);
  const cursor = search.get("cursor") ?? undefined;
  const status = shown === "all" ? undefined : "frozen";
  const wanted = round ? [round] : open.map((r) => r.id);
  const lists = useQuery({
    queryKey: ["rosters", { wanted, status, cursor }],
    queryFn: async () => {
      // Without a choice the first lists of each open round; with one all of its lists, a page at a time.
      const pages = await Promise.all(wanted.map((of) => body(api.GET("/api/rosters", { params: { query: { round: of, ...(status ? { status } : {}), without: "publish", ...(round && cursor ? { cursor } : {}), size: Rows } } }))));
      return { items: pages.flatMap((p) => p.items), previous: round ? pages[0]?.previous : undefined, next: round ? pages[0]?.next : undefined, more: !round && pages.some((p) => p.next) };
    },
    enabled: rounds.isSuccess,
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
    <Page title="rosters.title" sentence={say("rosters.sentence")}>
      {shown === "open" && <Gathering rounds={wanted} />}
      <Card>
        <Space wrap size={12} className="below-margin">
          <Segmented
            value={shown}
            onChange={(v) => put({ show: v === "open" ? undefined : v })}
            options={[
              { value: "open", label: say("rosters.to-decide") },
              { value: "all", label: say("rosters.all") },
            ]}
          />
          {open.length > 1 && (
            <Select
              aria-label={say("rosters.round")}
              allowClear
              placeholder={say("rosters.round")}
              className="filter"
              value={round}
              onChange={(v: string | undefined) => put({ round: v })}
              options={open.map((r) => ({ value: r.id, label: nameOfRound(r) }))}
            />
          )}
        </Space>
        <Refused error={rounds.error ?? lists.error} />
        <div className="scroll-x">
          <Table<Api["RosterRow"]>
            rowKey="id"
            size="middle"
            loading={lists.isPending}
            pagination={false}
            dataSource={lists.data?.items ?? []}
            locale={{ emptyText: <Nothing text={say(shown === "all" ? "rosters.none" : "rosters.none-to-decide")} /> }}
            columns={[
              { title: say("ui.unit"), render: (_, r) => unit(r.unit) },
              { title: say("rosters.list"), render: (_, r) => <Link to={`/rosters/${r.id}`}><Title of={r} /></Link> },
              { title: say("rosters.round"), render: (_, r) => rounds.data?.items.find((x) => x.id === r.round)?.name },
              { title: say("ui.status"), render: (_, r) => <Status of={r.takenBack ? "taken-back" : r.stage ?? r.status} /> },
            ]}
          />
        </div>
        {lists.data?.more && <p className="quiet">{say("rosters.more")}</p>}
        {round && <Cursors previous={lists.data?.previous} next={lists.data?.next} />}
      </Card>
    </Page>
  );
}

/** What the round's definition calls the list's step. */
function Title({ of }: { of: Api["RosterRow"] }) {
  const words = useWords(useRules(of.round).data);
  return <>{words.activity(of.activity) || of.activity}</>;
}
