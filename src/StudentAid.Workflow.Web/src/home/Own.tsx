import { useQuery } from "@tanstack/react-query";
import { Button, Space, Table } from "antd";
import { Link, useSearchParams } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useLanguage, useSay } from "@/app/texts";
import { Nothing } from "@/ui/Page";
import { Refused } from "@/ui/Refused";
import { Status } from "@/ui/Status";
import { momentOf } from "@/ui/time";

type Done = Api["DoneView"];

const Rows = 20;

/** What I did at cases, or the cases that I began, the latest first; the page stands in the address. A page may be empty and still have older ones behind it. */
export function Own({ which }: { which: "done" | "started" }) {
  const say = useSay();
  const [language] = useLanguage();
  const [search, setSearch] = useSearchParams();
  const cursor = search.get("cursor") ?? undefined;
  const query = { ...(cursor ? { cursor } : {}), size: Rows };
  const acts = useQuery({
    queryKey: ["tasks", which, cursor],
    queryFn: () => body(which === "done" ? api.GET("/api/tasks/done", { params: { query } }) : api.GET("/api/tasks/started", { params: { query } })),
    placeholderData: (before) => before,
  });
  const turn = (next?: string) => setSearch({ show: which, ...(next ? { cursor: next } : {}) });
  const older = acts.data?.next;
  return (
    <>
      <Refused error={acts.error} again={() => void acts.refetch()} />
      <div className="scroll-x">
        <Table<Done>
          rowKey={(d) => `${d.case} ${d.seq}`}
          size="middle"
          loading={acts.isPending}
          dataSource={acts.data?.items ?? []}
          pagination={false}
          locale={{ emptyText: <Nothing text={say(older || cursor ? "home.none-here" : which === "done" ? "home.done-empty" : "home.started-empty")} /> }}
          style={{ minWidth: 560 }}
          columns={[
            { title: say(which === "done" ? "home.done-at" : "home.activity"), render: (_, d) => <Link to={`/cases/${d.case}`}>{d.title}</Link> },
            { title: say("home.who"), render: (_, d) => d.name ?? "" },
            { title: say("home.when"), render: (_, d) => momentOf(d.at, language) },
            { title: say("ui.status"), render: (_, d) => <Status of={d.status} /> },
          ]}
        />
      </div>
      {(older || cursor) && (
        <Space className="pager">
          <Button disabled={!cursor} onClick={() => turn()}>
            {say("home.latest")}
          </Button>
          <Button disabled={!older} onClick={() => turn(older ?? undefined)}>
            {say("home.older")}
          </Button>
        </Space>
      )}
    </>
  );
}
