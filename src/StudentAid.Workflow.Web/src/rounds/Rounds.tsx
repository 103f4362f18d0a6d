import { Card, Table, Tag } from "antd";
import { Link } from "react-router";
import { useRounds, useUnits } from "@/api/reading";
import { useSay } from "@/app/texts";
import { useEnrolmentRules } from "@/enrolment/rules";
import { useSchools } from "@/oversight/schools";
import { Nothing, Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Status } from "@/ui/Status";

/** The rounds, the youngest first. */
export default function Rounds() {
  const say = useSay();
  const unit = useUnits();
  const rounds = useRounds();
  return (
    <Page title={say("rounds.title")} sentence={say("rounds.sentence")} actions={<Register />}>
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

/** The way to the register of students, for who keeps it where there are rules for it. */
function Register() {
  const say = useSay();
  const schools = useSchools();
  const rules = useEnrolmentRules(schools[0]?.value ?? "").data;
  return rules?.acts.includes("report") ? <Link className="ant-btn-like" to="/enrolment">{say("enrolment.link")}</Link> : null;
}
