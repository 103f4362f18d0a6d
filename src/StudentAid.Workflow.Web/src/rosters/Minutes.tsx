import { useQuery } from "@tanstack/react-query";
import { Card, Space } from "antd";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useSay } from "@/app/texts";
import { Refused } from "@/ui/Refused";
import { Send } from "@/ui/Send";

/** The minutes as they were signed on paper, scanned in beside the decision. */
export function Minutes({ roster }: { roster: Api["RosterView"] }) {
  const say = useSay();
  const minutes = useQuery({ queryKey: ["rosters", roster.id, "minutes"], queryFn: () => body(api.GET("/api/rosters/{id}/minutes", { params: { path: { id: roster.id } } })) });
  const put = useAct((hash: string, key) => body(api.POST("/api/rosters/{id}/minutes", { params: { path: { id: roster.id }, header: acting(key) }, body: { hash } })));
  return (
    <Card title={say("rosters.signed")}>
      <Space wrap size={12}>
        {(minutes.data?.items ?? []).map((m, i) => (
          <a key={m.hash} className="ant-btn-like" href={`/api/files/${m.hash}`} target="_blank" rel="noreferrer">
            {say("rosters.signed-look", { number: i + 1 })}
          </a>
        ))}
        {roster.duties.mayRecord && <Send label={say("rosters.signed-send")} whose={{ unit: roster.unit }} category="minutes" sent={(hash) => put.mutate(hash)} />}
      </Space>
      <Refused error={put.error} />
    </Card>
  );
}
