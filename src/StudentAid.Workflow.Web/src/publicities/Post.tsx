import { useQuery } from "@tanstack/react-query";
import { Button, Card, Checkbox, Popconfirm } from "antd";
import { useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useLanguage, useSay } from "@/app/texts";
import { Refused, Shown } from "@/ui/Refused";
import { dayOf } from "@/ui/time";

/** Before the click: when the period would be over. The calendar is the server's. */
export function Post({ notice }: { notice: Api["RosterView"] }) {
  const say = useSay();
  const [language] = useLanguage();
  const [where, setWhere] = useState<string[]>(["board", "signed-in"]);
  const preview = useQuery({ queryKey: ["publicities", notice.id, "preview"], queryFn: () => body(api.GET("/api/publicities/{id}/preview", { params: { path: { id: notice.id } } })) });
  const post = useAct((places: string[], key) => body(api.POST("/api/publicities/{id}/post", { params: { path: { id: notice.id }, header: acting(key) }, body: { where: places } })));
  return (
    <Card title={say("publicities.post-title")}>
      <Shown of={preview} rows={2}>
        {(p) => {
          const sentence = p.isWorkingDay ? say("publicities.preview", { day: dayOf(p.lastDay, language) }) : say("publicities.no-working-day");
          return (
            <div className="stack">
              <div className="days">{sentence}{p.provisional && ` ${say("publicities.provisional")}`}</div>
              <Checkbox.Group
                aria-label={say("publicities.where")}
                value={where}
                onChange={(v) => setWhere(v)}
                options={[
                  { value: "board", label: say("publicities.where-board") },
                  { value: "signed-in", label: say("publicities.where-signed-in") },
                  { value: "open", label: say("publicities.where-open") },
                ]}
              />
              <Refused error={post.error} />
              <div>
                <Popconfirm title={say("publicities.sure", { count: notice.entries.length })} description={sentence} onConfirm={() => post.mutate(where)} okText={say("publicities.post")} disabled={where.length === 0 || !p.isWorkingDay}>
                  <Button type="primary" loading={post.isPending} disabled={where.length === 0 || !p.isWorkingDay}>
                    {say(post.isPending ? "ui.sending" : "publicities.post")}
                  </Button>
                </Popconfirm>
              </div>
            </div>
          );
        }}
      </Shown>
    </Card>
  );
}
