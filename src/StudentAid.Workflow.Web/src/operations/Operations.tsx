import { Card } from "antd";
import { useSearchParams } from "react-router";
import { useMe } from "@/app/session";
import { useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Parts } from "@/ui/Parts";
import { Hands } from "@/upkeep/Hands";
import { Personal } from "@/upkeep/Personal";
import { Audit } from "./Audit";
import { Incidents } from "./Incidents";
import { Keys } from "./Keys";
import { Webhooks } from "./Webhooks";

const addressOf = (part: string): string => (part === "incidents" ? "/operations" : `/operations?show=${part}`);

/** For who runs the product: what broke, keys of other systems, the trail. Which of them, stands in the address. */
export default function Operations() {
  const say = useSay();
  const me = useMe().data!;
  const shown = useSearchParams()[0].get("show");
  const at = (duty: string) => me.grants.find((g) => g.duties.includes(duty))?.unit;
  const setsUp = at("set-up");
  const parts = [
    { key: "incidents", label: say("app.operations"), children: <Incidents /> },
    ...(setsUp ? [{ key: "keys", label: say("app.keys"), children: <Keys unit={setsUp} /> }, { key: "hooks", label: say("app.hooks"), children: <Webhooks unit={setsUp} /> }] : []),
    ...(setsUp ? [{ key: "personal", label: say("upkeep.personal"), children: <Personal unit={setsUp} /> }] : []),
    ...(setsUp || at("operate") ? [{ key: "hands", label: say("upkeep.hands"), children: <Hands /> }] : []),
    ...(at("operate") ? [{ key: "audit", label: say("app.audit"), children: <Audit /> }] : []),
  ];
  const part = parts.find((p) => p.key === shown) ?? parts[0]!;
  return (
    <Page title={say("app.menu-operations")} sentence={say("app.operations-what")}>
      <Card>
        <Parts label={say("app.menu-operations")} at={addressOf(part.key)} parts={parts.map((p) => ({ to: addressOf(p.key), text: p.label }))} />
        {part.children}
      </Card>
    </Page>
  );
}
