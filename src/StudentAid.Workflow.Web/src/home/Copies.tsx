import { useQuery } from "@tanstack/react-query";
import { Button, Space, Table } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useLanguage, useSay } from "@/app/texts";
import { Nothing } from "@/ui/Page";
import { Refused } from "@/ui/Refused";
import { momentOf } from "@/ui/time";

type Copy = Api["CopyView"];

const Rows = 20;

/** How many are unread, as far as the server has counted. */
export const useUnread = () => useQuery({ queryKey: ["copies", "counts"], queryFn: () => body(api.GET("/api/copies/counts")) });

/** What was copied to me or a post of mine, the latest first, a page at a time: to know, and not to do; marked as read when I have read it. */
export function Copies() {
  const say = useSay();
  const [language] = useLanguage();
  const [cursors, setCursors] = useState<string[]>([]);
  const cursor = cursors.at(-1);
  const copies = useQuery({
    queryKey: ["copies", { cursor }],
    queryFn: () => body(api.GET("/api/copies", { params: { query: { ...(cursor ? { cursor } : {}), size: Rows } } })),
    placeholderData: (before) => before,
  });
  return (
    <>
      <Refused error={copies.error} again={() => void copies.refetch()} />
      <div className="scroll-x">
        <Table<Copy>
          rowKey="id"
          size="middle"
          loading={copies.isPending}
          dataSource={copies.data?.items ?? []}
          pagination={false}
          locale={{ emptyText: <Nothing text={say("home.copies-empty")} /> }}
          style={{ minWidth: 680 }}
          columns={[
            { title: say("home.copied-at"), render: (_, c) => <Link to={`/cases/${c.case}`}>{c.title}</Link> },
            { title: say("home.who"), render: (_, c) => c.name ?? "" },
            { title: say("ui.unit"), render: (_, c) => c.unitName },
            { title: say("home.copied-by"), render: (_, c) => c.byName },
            {
              title: say("home.copy-read"),
              render: (_, c) =>
                c.read ? (
                  <span className="quiet">{say("home.copy-read-at", { time: momentOf(c.read, language) })}</span>
                ) : (
                  <Mark copy={c} />
                ),
            },
          ]}
        />
      </div>
      {(copies.data?.next || cursors.length > 0) && (
        <Space className="pager">
          <Button disabled={cursors.length === 0} onClick={() => setCursors(cursors.slice(0, -1))}>
            {say("ui.previous")}
          </Button>
          <Button disabled={!copies.data?.next} onClick={() => setCursors([...cursors, copies.data!.next!])}>
            {say("ui.next")}
          </Button>
        </Space>
      )}
    </>
  );
}

/** Each copy is marked under a key of its own. */
function Mark({ copy }: { copy: Copy }) {
  const say = useSay();
  const read = useAct((_: undefined, key) => body(api.POST("/api/copies/{id}/read", { params: { path: { id: copy.id }, header: acting(key) } })));
  return (
    <>
      <Button size="small" loading={read.isPending} aria-label={say("home.copy-mark-of", { name: copy.name ?? copy.title })} onClick={() => read.mutate(undefined)}>
        {say("home.copy-mark")}
      </Button>
      <Refused error={read.error} />
    </>
  );
}
