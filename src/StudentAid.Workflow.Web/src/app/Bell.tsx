import { BellOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Badge, Button, Popover } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { acting, useAct } from "@/api/act";
import { api, body } from "@/api/client";
import { Nothing } from "@/ui/Page";
import { Refused } from "@/ui/Refused";
import { momentOf } from "@/ui/time";
import { routeOf } from "./routes";
import { useLanguage, useSay } from "./texts";

const Most = 12;

/** What concerns me, read or not. */
export function Bell() {
  const say = useSay();
  const [language] = useLanguage();
  const [open, setOpen] = useState(false);
  const asked = useQuery({ queryKey: ["notifications"], queryFn: () => body(api.GET("/api/notifications")) });
  const read = useAct((ids: string[], key) => body(api.POST("/api/notifications/read", { params: { header: acting(key) }, body: { ids } })));
  const items = asked.data?.items ?? [];
  const unread = Number(asked.data?.unread ?? 0);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      content={
        <div className="bell">
          {items.length === 0 && !asked.error && <Nothing text={say("app.no-news")} />}
          <ul className="today">
            {items.slice(0, Most).map((n) => (
              <li key={n.id}>
                <Link to={routeOf(n.link)} onClick={() => setOpen(false)}>
                  <span className="what">{n.read ? n.sentence : <strong>{n.sentence}</strong>}</span>
                  <span className="when">{momentOf(n.at, language)}</span>
                </Link>
              </li>
            ))}
          </ul>
          <Refused error={asked.error ?? read.error} />
          {unread > 0 && (
            <Button block loading={read.isPending} onClick={() => read.mutate(items.filter((n) => !n.read).map((n) => n.id))}>
              {say("app.all-read")}
            </Button>
          )}
        </div>
      }
    >
      <Badge count={unread} size="small" offset={[-4, 6]}>
        <Button type="text" icon={<BellOutlined />} aria-label={say("app.news", { count: unread })} />
      </Badge>
    </Popover>
  );
}
