import { Alert, Button, Input } from "antd";
import { useState } from "react";
import { acting, useAct, type How } from "@/api/act";
import { api, body, type Api } from "@/api/client";
import { useMe } from "@/app/session";
import { useSay, type Key } from "@/app/texts";
import { Act } from "@/ui/Act";
import { Refused } from "@/ui/Refused";
import { leaves } from "./leaves";
import { useMaySetUp } from "./maySetUp";

interface ReviewProps {
  kind: "definitions" | "packs";
  version: Api["DocumentVersion"];
}

/** What waits for a second person: somebody else who publishes for the unit approves it as it is shown, or turns it down. */
export function Review({ kind, version }: ReviewProps) {
  const say = useSay();
  const me = useMe();
  const mine = useMaySetUp();
  const [reason, setReason] = useState("");
  const { layer: unit, key, pin } = version;
  const approve = (_: object, how: How) => body(api.POST(kind === "definitions" ? "/api/definitions/approve" : "/api/packs/approve", { params: how, body: { unit, documents: [{ key, pin }] } }));
  const decline = useAct((_: void, operation: string) =>
    body(api.POST(kind === "definitions" ? "/api/definitions/decline" : "/api/packs/decline", { params: { header: acting(operation) }, body: { unit, key, reason } })));
  const leaving = leaves(version);
  if ((version.state !== "proposed" && !leaving) || !mine(unit)) return null;
  const own = (leaving ? version.retractBy : version.by) === me.data?.id;
  const what: [Key, Key, Key, Key] = leaving
    ? ["rules.state-leaving", own ? "rules.leaving-own" : "rules.leaving-other", "rules.leaving-approve", own ? "rules.leaving-take-back" : "rules.leaving-decline"]
    : ["rules.state-proposed", own ? "rules.review-own" : "rules.review-other", "rules.approve", own ? "rules.take-back" : "rules.decline"];
  const why = leaving ? version.retractReason : version.reason;
  return (
    <div className="stack">
      <Alert type="warning" showIcon title={say(what[0])} description={say(what[1])} />
      {why && <p>{why}</p>}
      {!own && <Input aria-label={say("rules.decline-why")} placeholder={say("rules.decline-why")} maxLength={400} value={reason} onChange={(e) => setReason(e.target.value)} />}
      <div className="strip">
        {!own && <Act<object> tone="primary" weighed label={say(what[2])} what={say(what[1])} send={approve} />}
        <Button disabled={!own && !reason.trim()} loading={decline.isPending} onClick={() => decline.mutate()}>{say(what[3])}</Button>
      </div>
      <Refused error={decline.error} />
    </div>
  );
}
