import { Card, Table, Tag } from "antd";
import { Link } from "react-router";
import { useRounds, useUnits } from "@/api/reading";
import { useCarriesAt } from "@/app/duties";
import { useSay } from "@/app/texts";
import { useEveryEnrolmentRules } from "@/enrolment/rules";
import { useSchools } from "@/oversight/schools";
import { OpenRound } from "@/setup/OpenRound";
import { TakeList } from "@/setup/TakeList";
import { Nothing, Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";

/** The rounds, the youngest first. */
export default function Rounds() {
  const say = useSay();
  const unit = useUnits();
  const rounds = useRounds();
  return (
    <Page title="rounds.title" sentence={say("rounds.sentence")} actions={<><Register /><TakeList /><OpenRound /></>}>
      <Card>
        <Shown of={rounds}>
          {(page) => (
            <Table
              rowKey="id"
              size="middle"
              dataSource={[...page.items].sort((a, b) => b.schoolYear.localeCompare(a.schoolYear))}
              pagination={false}
              locale={{ emptyText: <Nothing text={say("rounds.none")} /> }}
              columns={[
                { title: say("rounds.year"), dataIndex: "schoolYear" },
                { title: say("rounds.name"), render: (_, r) => <Link to={`/rounds/${r.id}`}>{r.name}</Link> },
                { title: say("ui.unit"), render: (_, r) => unit(r.school) },
                { title: say("ui.status"), render: (_, r) => <>{r.practice && <Tag>{say("rounds.practice")}</Tag>}<Status of={r.status} /></> },
              ]}
            />
          )}
        </Shown>
      </Card>
    </Page>
  );
}

/** The way to the register of students, for who keeps it at any school that has rules for it; it opens at the first of them. */
function Register() {
  const say = useSay();
  const keeps = useCarriesAt("keep-rounds");
  const schools = useSchools().filter((s) => keeps(s.value));
  const rules = useEveryEnrolmentRules(schools.map((s) => s.value));
  const first = rules.findIndex((r) => r?.acts.includes("report"));
  if (first < 0) return null;
  return <Link className="ant-btn-like" to={first === 0 ? "/enrolment" : `/enrolment?${new URLSearchParams({ school: schools[first]!.value }).toString()}`}>{say("enrolment.link")}</Link>;
}
