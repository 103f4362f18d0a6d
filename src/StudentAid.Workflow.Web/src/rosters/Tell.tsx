import { Button } from "antd";
import { useState } from "react";
import { acting, useAct } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useSay } from "@/app/texts";
import { Choice } from "@/ui/form/Choice";
import { Refused } from "@/ui/Refused";

const channels = ["telephone", "in-person", "message"] as const;

/** Who was not there is told of the outcome; that he was, and how, closes the task. */
export function Tell({ roster, member, name }: { roster: Api["RosterView"]; member: string; name: string }) {
  const say = useSay();
  const [channel, choose] = useState<string>("telephone");
  const tell = useAct((how: string, key) => body(api.POST("/api/rosters/{id}/tell-absent", { params: { path: { id: roster.id }, header: acting(key) }, body: { member, channel: how } })));
  return (
    <div role="group" aria-label={name} className="seat">
      <strong>{name}</strong>
      <Choice label={say("rosters.told-how", { name })} value={channel} onChange={(v) => choose(v ?? channel)} options={channels.map((c) => ({ value: c, label: say(`rosters.told-${c}`) }))} />
      <Button loading={tell.isPending} onClick={() => tell.mutate(channel)}>
        {say("rosters.told", { name })}
      </Button>
      <Refused error={tell.error} />
    </div>
  );
}
