import { useQuery } from "@tanstack/react-query";
import { Card, Table } from "antd";
import { Link, useSearchParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { nameOfRound, useRoundsOf, useUnits } from "@/api/reading";
import { useCarries } from "@/app/duties";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Cursors } from "@/ui/Cursors";
import { Nothing, Page } from "@/ui/Page";
import { Refused } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { dayOf } from "@/ui/time";

const Rows = 50;

/** The notices in sight, a page at a time: how long each still hangs, and what was objected. */
export default function Publicities() {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const keeps = useCarries("keep-rounds");
  const cursor = useSearchParams()[0].get("cursor") ?? undefined;
  const notices = useQuery({
    queryKey: ["publicities", { cursor }],
    queryFn: () => body(api.GET("/api/publicities", { params: { query: { ...(cursor ? { cursor } : {}), size: Rows } } })),
    placeholderData: (before) => before,
  });
  // What hangs or is still to be posted is what somebody comes for.
  const items = [...(notices.data?.items ?? [])].sort((a, b) => Number(a.period?.over ?? false) - Number(b.period?.over ?? false));
  const { rounds } = useRoundsOf([...new Set(items.map((n) => n.round))]);
  const titleOf = (n: Api["PublicityRow"]) => textOf(rounds.find((x) => x.id === n.round)?.gates.find((g) => g.activity === n.activity)?.title ?? "", language);
  return (
    <Page title="publicities.title" sentence={say("publicities.sentence")} actions={keeps && <Link className="ant-btn-like" to="/oversight">{say("app.menu-checks")}</Link>}>
      <Card>
        <Refused error={notices.error} again={() => void notices.refetch()} />
        <div className="scroll-x">
          <Table<Api["PublicityRow"]>
            rowKey="id"
            size="middle"
            loading={notices.isPending}
            pagination={false}
            dataSource={items}
            style={{ minWidth: 760 }}
            locale={{ emptyText: <Nothing text={say("publicities.none")} /> }}
            columns={[
              { title: say("publicities.round"), render: (_, n) => rounds.filter((x) => x.id === n.round).map(nameOfRound) },
              { title: say("publicities.notice"), render: (_, n) => <Link to={`/publicities/${n.id}`}>{titleOf(n) || say("publicities.notice")}</Link> },
              { title: say("ui.unit"), render: (_, n) => unit(n.unit) },
              { title: say("publicities.people"), align: "right", dataIndex: "entries" },
              { title: say("ui.status"), render: (_, n) => <Status of={n.status} /> },
              { title: say("publicities.ends"), render: (_, n) => n.period && <Ends period={n.period} day={dayOf(n.period.lastDay, language)} /> },
              { title: say("publicities.objections"), render: (_, n) => (n.objections > 0 ? <span className={n.unanswered > 0 ? "due" : undefined}>{say("publicities.unanswered", { count: n.objections, open: n.unanswered })}</span> : "") },
            ]}
          />
        </div>
        <Cursors previous={notices.data?.previous} next={notices.data?.next} />
      </Card>
    </Page>
  );
}

/** Its last day, and while it hangs what the server says is left. */
const Ends = ({ period, day }: { period: Api["PeriodView"]; day: string }) => (
  <>
    {day}
    {period.left && <span className="quiet"> {period.left}</span>}
  </>
);
