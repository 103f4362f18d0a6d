import { Card, Segmented, Skeleton, Table } from "antd";
import { Link, useSearchParams } from "react-router";
import type { Api } from "@/api/client";
import { useRounds, useRoundsOf, useRostersOf, useUnits } from "@/api/reading";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Nothing, Page } from "@/ui/Page";
import { Refused } from "@/ui/Refused";
import { Status } from "@/ui/Status";

/** The lists of the open rounds: first those that wait for a decision. */
export default function Rosters() {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const [search, setSearch] = useSearchParams();
  const shown = search.get("show") ?? "open";
  const listed = useRounds();
  const ids = (listed.data?.items ?? []).filter((r) => r.status === "open").map((r) => r.id);
  const { rounds } = useRoundsOf(ids);
  const { rosters, isPending, error } = useRostersOf(ids);
  const titleOf = (r: Api["RosterRow"]) => textOf(rounds.find((x) => x.id === r.round)?.gates.find((g) => g.activity === r.activity)?.title ?? "", language);
  const rows = rosters.filter((r) => !r.activity.startsWith("publicity") && (shown === "all" || r.status === "frozen"));
  return (
    <Page title={say("rosters.title")} sentence={say("rosters.sentence")}>
      <Card>
        <Segmented
          className="below-margin"
          value={shown}
          onChange={(v) => setSearch(v === "open" ? {} : { show: v })}
          options={[
            { value: "open", label: say("rosters.to-decide") },
            { value: "all", label: say("rosters.all") },
          ]}
        />
        <Refused error={listed.error ?? error} />
        {listed.isPending || (isPending && ids.length > 0) ? (
          <Skeleton active title={false} />
        ) : (
          <Table
            rowKey="id"
            size="middle"
            pagination={false}
            dataSource={rows}
            locale={{ emptyText: <Nothing text={say(shown === "all" ? "rosters.none" : "rosters.none-to-decide")} /> }}
            columns={[
              { title: say("ui.unit"), render: (_, r) => unit(r.unit) },
              { title: say("rosters.list"), render: (_, r) => <Link to={`/rosters/${r.id}`}>{titleOf(r)}</Link> },
              { title: say("rosters.round"), render: (_, r) => rounds.find((x) => x.id === r.round)?.name },
              { title: say("ui.status"), render: (_, r) => <Status of={r.status} /> },
            ]}
          />
        )}
      </Card>
    </Page>
  );
}
