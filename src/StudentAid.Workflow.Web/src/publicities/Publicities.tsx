import { Card, Skeleton, Table } from "antd";
import { Link } from "react-router";
import { useRounds, useRoundsOf, useRostersOf, useUnits } from "@/api/reading";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Nothing, Page } from "@/ui/Page";
import { Refused } from "@/ui/Refused";
import { Status } from "@/ui/Status";

/** The notices of all rounds in sight. */
export default function Publicities() {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const listed = useRounds();
  const ids = (listed.data?.items ?? []).map((r) => r.id);
  const { rounds } = useRoundsOf(ids);
  const { rosters, isPending, error } = useRostersOf(ids);
  const rows = rosters.filter((r) => r.activity.startsWith("publicity"));
  return (
    <Page title={say("publicities.title")} sentence={say("publicities.sentence")}>
      <Card>
        <Refused error={listed.error ?? error} />
        {listed.isPending || (isPending && ids.length > 0) ? (
          <Skeleton active title={false} />
        ) : (
          <Table
            rowKey="id"
            size="middle"
            pagination={false}
            dataSource={rows}
            locale={{ emptyText: <Nothing text={say("publicities.none")} /> }}
            columns={[
              { title: say("publicities.round"), render: (_, r) => rounds.filter((x) => x.id === r.round).map((x) => `${x.schoolYear} ${x.name}`) },
              {
                title: say("publicities.notice"),
                render: (_, r) => <Link to={`/publicities/${r.id}`}>{textOf(rounds.find((x) => x.id === r.round)?.gates.find((g) => g.activity === r.activity)?.title ?? "", language)}</Link>,
              },
              { title: say("ui.unit"), render: (_, r) => unit(r.unit) },
              { title: say("ui.status"), render: (_, r) => <Status of={r.status} /> },
            ]}
          />
        )}
      </Card>
    </Page>
  );
}
