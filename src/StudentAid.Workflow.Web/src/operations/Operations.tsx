import { Card, Tabs } from "antd";
import { useSearchParams } from "react-router";
import { useMe } from "@/app/session";
import { useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Hands } from "@/upkeep/Hands";
import { Personal } from "@/upkeep/Personal";
import { Audit } from "./Audit";
import { Incidents } from "./Incidents";
import { Keys } from "./Keys";
import { Webhooks } from "./Webhooks";

/** For who runs the product: what broke, keys of other systems, the trail. Which of them, stands in the address. */
export default function Operations() {
  const say = useSay();
  const me = useMe().data!;
  const [search, setSearch] = useSearchParams();
  const at = (duty: string) => me.grants.find((g) => g.duties.includes(duty))?.unit;
  const setsUp = at("set-up");
  const items = [
    { key: "incidents", label: say("app.operations"), children: <Incidents /> },
    ...(setsUp ? [{ key: "keys", label: say("app.keys"), children: <Keys unit={setsUp} /> }, { key: "hooks", label: say("app.hooks"), children: <Webhooks unit={setsUp} /> }] : []),
    ...(setsUp ? [{ key: "personal", label: say("upkeep.personal"), children: <Personal unit={setsUp} /> }] : []),
    ...(setsUp || at("operate") ? [{ key: "hands", label: say("upkeep.hands"), children: <Hands /> }] : []),
    ...(at("operate") ? [{ key: "audit", label: say("app.audit"), children: <Audit /> }] : []),
  ];
  return (
    <Page title={say("app.menu-operations")} sentence={say("app.operations-what")}>
      <Card>
        <Tabs activeKey={search.get("show") ?? "incidents"} onChange={(key) => setSearch(key === "incidents" ? {} : { show: key })} items={items} destroyOnHidden />
      </Card>
    </Page>
  );
}
