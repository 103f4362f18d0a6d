import { Card } from "antd";
import { api, body } from "@/api/client";
import { useSay } from "@/app/texts";
import { Act } from "@/ui/Act";

/** A new key for every school; what was sealed by the old ones is read as before. */
export function Rotation() {
  const say = useSay();
  return (
    <Card title={say("upkeep.rotate-title")} type="inner">
      <p className="quiet">{say("upkeep.rotate-sentence")}</p>
      <Act<object> weighed label={say("upkeep.rotate")} what={say("upkeep.rotate-what")} send={(_, how) => body(api.POST("/api/keys/rotate", { params: how }))} />
    </Card>
  );
}
