import { Card, Table } from "antd";
import { Link } from "react-router";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useLanguage, useSay } from "@/app/texts";
import { Nothing, Page } from "@/ui/Page";
import { Refused } from "@/ui/Refused";
import { Send } from "@/ui/Send";
import { dayOf } from "@/ui/time";
import { useOwnLists } from "./OwnLists";

type Own = Api["OwnListView"];

/** The decisions whose minutes were signed on paper and are still to be scanned in. */
export default function SignedMinutes() {
  const say = useSay();
  const [language] = useLanguage();
  const own = useOwnLists();
  return (
    <Page title="app.menu-minutes" sentence={say("rosters.scan-what")}>
      <Card>
        <Refused error={own.error} again={() => void own.refetch()} />
        <div className="scroll-x">
          <Table<Own>
            rowKey="id"
            size="middle"
            loading={own.isPending}
            pagination={false}
            dataSource={(own.data?.items ?? []).filter((l) => l.acts.includes("scan"))}
            locale={{ emptyText: <Nothing text={say("rosters.scan-none")} /> }}
            columns={[
              { title: say("rosters.list"), render: (_, l) => <Link to={`/rosters/${l.id}`}>{l.title}</Link> },
              { title: say("ui.unit"), dataIndex: "unitName" },
              { title: say("rosters.round"), dataIndex: "roundName" },
              { title: say("rosters.meeting"), render: (_, l) => (l.meetingOn ? dayOf(l.meetingOn, language) : "") },
              { title: say("ui.act"), align: "right", render: (_, l) => <Scan list={l} /> },
            ]}
          />
        </div>
      </Card>
    </Page>
  );
}

function Scan({ list }: { list: Own }) {
  const say = useSay();
  const put = useAct((hash: string, key) => body(api.POST("/api/rosters/{id}/minutes", { params: { path: { id: list.id }, header: acting(key) }, body: { hash } })));
  return (
    <>
      <Send label={say("rosters.signed-send")} whose={{ unit: list.unit }} category="minutes" sent={(hash) => put.mutate(hash)} />
      <Refused error={put.error} />
    </>
  );
}
