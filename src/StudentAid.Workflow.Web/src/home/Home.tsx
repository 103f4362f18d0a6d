import { RightOutlined } from "@ant-design/icons";
import { Card, Skeleton } from "antd";
import { Link } from "react-router";
import { useMe } from "@/app/session";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Nothing, Page } from "@/ui/Page";
import { Refused } from "@/ui/Refused";
import { clockTime, lastDayOf } from "@/ui/time";
import { useToday, type Duty } from "./today";

const Most = 3;

/** The first page: what is to be done today, and where the days of each round stand. */
export default function Home() {
  const say = useSay();
  const [language] = useLanguage();
  const me = useMe().data!;
  const { duties, rounds, isPending, error } = useToday(me);
  const first = duties.slice(0, Most);
  return (
    <Page title={say("home.greeting", { name: me.name })} sentence={clockTime(me.now, language)}>
      <div className="stack">
        <Refused error={error} />
        <Card title={say("home.today")}>
          {isPending && duties.length === 0 ? <Skeleton active title={false} /> : first.length === 0 ? <Nothing text={say("home.nothing")} /> : <Duties of={first} />}
        </Card>
        {duties.length > Most && (
          <Card title={say("home.later")}>
            <Duties of={duties.slice(Most)} />
          </Card>
        )}
        <Card title={say("home.days")}>
          {rounds.length === 0 && !isPending && <Nothing text={say("home.no-round")} />}
          {rounds.map((r) => (
            <div key={r.id} className="days-line">
              <Link to={`/rounds/${r.id}`}>{say("home.round", { year: r.schoolYear, name: r.name })}</Link>
              <div className="days">{textOf(r.days, language) || say("home.no-days")}</div>
            </div>
          ))}
        </Card>
      </div>
    </Page>
  );
}

function Duties({ of }: { of: Duty[] }) {
  const say = useSay();
  const [language] = useLanguage();
  return (
    <ul className="today">
      {of.map((d) => (
        <li key={d.key}>
          <Link to={d.link}>
            <span className="what">{d.sentence}</span>
            <span className="when">{d.due ? say("ui.until", { day: lastDayOf(d.due, language) }) : d.when} <RightOutlined aria-hidden /></span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
