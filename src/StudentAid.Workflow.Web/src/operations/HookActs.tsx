import { App, Button, Space } from "antd";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useSay } from "@/app/texts";
import { Refused } from "@/ui/Refused";

/** A secret that was made; empty where it was but its answer was lost, so that nobody can see it any more. */
export interface Given {
  id: string;
  name: string;
  secret: string;
}

/**
 * What may be done to one receiver. Each row has acts, and so keys, of its own; what cannot be taken back, or is shown only once, is asked for first and sent once.
 */
export function HookActs({ hook, given, look }: { hook: Api["WebhookView"]; given: (made: Given) => void; look: () => void }) {
  const say = useSay();
  const { modal } = App.useApp();
  const { id, name } = hook;
  const to = (key: string) => ({ params: { path: { id }, header: acting(key) } });
  const rotate = useAct(async (_: undefined, key) => {
    const answer = await body(api.POST("/api/webhooks/{id}/rotate", to(key)));
    given({ id, name, secret: answer.secret });
    return answer;
  });
  const ping = useAct((_: undefined, key) => body(api.POST("/api/webhooks/{id}/ping", to(key))));
  const retry = useAct((_: undefined, key) => body(api.POST("/api/webhooks/{id}/retry", to(key))));
  const off = useAct((_: undefined, key) => body(api.POST("/api/webhooks/{id}/switch-off", to(key))));
  const remove = useAct((_: undefined, key) => body(api.POST("/api/webhooks/{id}/delete", to(key))));
  const acts = [rotate, ping, retry, off, remove];
  const busy = acts.some((a) => a.isPending);
  const ask = (title: string, content: string, act: typeof off | typeof rotate) =>
    void modal.confirm({ title, content, okText: title, cancelText: say("ui.close"), onOk: () => act.mutateAsync(undefined).then(() => undefined, () => undefined) });
  const isOff = hook.status === "off" || hook.status === "switched-off";
  return (
    <div className="stack">
      <Space wrap>
        <Button size="small" aria-label={say("app.hook-deliveries-of", { name })} onClick={look}>
          {say("app.hook-deliveries")}
        </Button>
        {hook.status === "on" ? (
          <Button size="small" aria-label={say("app.hook-ping-of", { name })} loading={ping.isPending} disabled={busy} onClick={() => ping.mutate(undefined)}>
            {say("app.hook-ping")}
          </Button>
        ) : (
          <Button size="small" aria-label={say("app.hook-retry-of", { name })} loading={retry.isPending} disabled={busy} onClick={() => retry.mutate(undefined)}>
            {say("app.hook-retry")}
          </Button>
        )}
        {!isOff && (
          <Button size="small" aria-label={say("app.hook-switch-off-of", { name })} loading={off.isPending} disabled={busy} onClick={() => ask(say("app.hook-switch-off"), say("app.hook-switch-off-what", { name }), off)}>
            {say("app.hook-switch-off")}
          </Button>
        )}
        <Button size="small" aria-label={say("app.hook-rotate-of", { name })} loading={rotate.isPending} disabled={busy} onClick={() => ask(say("app.hook-rotate"), say("app.hook-rotate-what", { name }), rotate)}>
          {say("app.hook-rotate")}
        </Button>
        <Button danger size="small" aria-label={say("app.hook-delete-of", { name })} loading={remove.isPending} disabled={busy} onClick={() => ask(say("app.hook-delete"), say("app.hook-delete-what", { name }), remove)}>
          {say("app.hook-delete")}
        </Button>
      </Space>
      <Refused error={acts.find((a) => a.error)?.error} />
    </div>
  );
}
