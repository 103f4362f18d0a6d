import { Button, Space } from "antd";
import { acting, useAct, type How } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useSay } from "@/app/texts";
import { Act } from "@/ui/Act";
import { Refused } from "@/ui/Refused";

/** A secret that was made; empty where it was but its answer was lost, so that nobody can see it any more. */
export interface Given {
  id: string;
  name: string;
  secret: string;
}

/** What may be done to one receiver. Each row has acts, and so keys, of its own; only the trial delivery, from which nothing follows, goes without being weighed. */
export function HookActs({ hook, given, look }: { hook: Api["WebhookView"]; given: (made: Given) => void; look: () => void }) {
  const say = useSay();
  const { id, name } = hook;
  const at = (how: How) => ({ params: { path: { id }, ...how } });
  const ping = useAct((_: undefined, key) => body(api.POST("/api/webhooks/{id}/ping", { params: { path: { id }, header: acting(key) } })));
  const isOff = hook.status === "off" || hook.status === "switched-off";
  return (
    <div className="stack">
      <Space wrap>
        <Button size="small" aria-label={say("app.hook-deliveries-of", { name })} onClick={look}>
          {say("app.hook-deliveries")}
        </Button>
        {hook.status === "on" ? (
          <Button size="small" aria-label={say("app.hook-ping-of", { name })} loading={ping.isPending} onClick={() => ping.mutate(undefined)}>
            {say("app.hook-ping")}
          </Button>
        ) : (
          <Act weighed small label={say("app.hook-retry")} name={say("app.hook-retry-of", { name })} what={say("app.hook-retry-what", { name })} send={(_, how) => body(api.POST("/api/webhooks/{id}/retry", at(how)))} />
        )}
        {!isOff && (
          <Act weighed small label={say("app.hook-switch-off")} name={say("app.hook-switch-off-of", { name })} what={say("app.hook-switch-off-what", { name })} send={(_, how) => body(api.POST("/api/webhooks/{id}/switch-off", at(how)))} />
        )}
        <Act<object, Api["WebhookSecret"]>
          weighed
          small
          label={say("app.hook-rotate")}
          name={say("app.hook-rotate-of", { name })}
          what={say("app.hook-rotate-what", { name })}
          send={(_, how) => body(api.POST("/api/webhooks/{id}/rotate", at(how)))}
          done={(answer) => given({ id, name, secret: answer.secret })}
        />
        <Act weighed small tone="danger" label={say("app.hook-delete")} name={say("app.hook-delete-of", { name })} what={say("app.hook-delete-what", { name })} send={(_, how) => body(api.POST("/api/webhooks/{id}/delete", at(how)))} />
      </Space>
      <Refused error={ping.error} />
    </div>
  );
}
