import { Card, Table } from "antd";
import { Link } from "react-router";
import { nameOfRound, useRounds, useUnits } from "@/api/reading";
import { useCarriesAt } from "@/app/duties";
import { useSay } from "@/app/texts";
import { Nothing, Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";

/** The rounds whose papers one hands out, the youngest first: each leads to its files, its five counts and its archive. */
export default function FilingRounds() {
  const say = useSay();
  const unit = useUnits();
  const rounds = useRounds();
  const handsOut = useCarriesAt("hand-out-papers");
  return (
    <Page title="filing.title" sentence={say("filing.sentence")}>
      <Card>
        <Shown of={rounds}>
          {(page) => (
            <Table
              rowKey="id"
              size="middle"
              pagination={false}
              dataSource={page.items.filter((r) => handsOut(r.school) && !r.practice).sort((a, b) => b.schoolYear.localeCompare(a.schoolYear))}
              locale={{ emptyText: <Nothing text={say("rounds.none")} /> }}
              columns={[
                { title: say("rounds.name"), render: (_, r) => <Link to={`/rounds/${r.id}/filing`}>{nameOfRound(r)}</Link> },
                { title: say("ui.unit"), render: (_, r) => unit(r.school) },
                { title: say("ui.status"), render: (_, r) => <Status of={r.status} /> },
              ]}
            />
          )}
        </Shown>
      </Card>
    </Page>
  );
}
