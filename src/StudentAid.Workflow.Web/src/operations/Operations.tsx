import { Card } from "antd";
import type { ReactNode } from "react";
import { Navigate, useSearchParams } from "react-router";
import { useMe } from "@/app/session";
import { useSay, type Key } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Parts } from "@/ui/Parts";
import { Hands } from "@/upkeep/Hands";
import { Personal } from "@/upkeep/Personal";
import { Audit } from "./Audit";
import { Incidents } from "./Incidents";
import { Keys } from "./Keys";
import { Webhooks } from "./Webhooks";

type Group = "operations" | "audit" | "settings";

interface Part {
  key: string;
  group: Group;
  label: string;
  children: ReactNode;
}

const pages: Record<Group, { title: Key; sentence: Key }> = {
  operations: { title: "app.menu-operations", sentence: "app.operations-what" },
  audit: { title: "app.audit", sentence: "app.audit-page-what" },
  settings: { title: "app.menu-settings", sentence: "app.settings-what" },
};

/** What lies first in a group stands at its address, the others behind it. */
const addressOf = (part: Part, parts: Part[]): string => `/${part.group}${parts.find((p) => p.group === part.group) === part ? "" : `?show=${part.key}`}`;

/** For who runs the product: what broke, who stands in, the trail, keys of other systems and personal data. Which of them, stands in the address. */
export default function Operations({ group }: { group: Group }) {
  const say = useSay();
  // Nobody, where the session has just ended over the page.
  const me = useMe().data;
  const grants = me?.grants ?? [];
  const shown = useSearchParams()[0].get("show");
  const at = (duty: string) => grants.find((g) => g.duties.includes(duty))?.unit;
  const setsUp = at("set-up");
  const parts: Part[] = [
    { key: "incidents", group: "operations", label: say("app.operations"), children: <Incidents /> },
    ...(setsUp || at("operate") ? [{ key: "hands", group: "operations" as const, label: say("upkeep.hands"), children: <Hands /> }] : []),
    ...(at("operate") ? [{ key: "audit", group: "audit" as const, label: say("app.audit"), children: <Audit /> }] : []),
    ...(setsUp ? [{ key: "keys", group: "settings" as const, label: say("app.keys"), children: <Keys unit={setsUp} /> }, { key: "hooks", group: "settings" as const, label: say("app.hooks"), children: <Webhooks unit={setsUp} /> }] : []),
    ...(setsUp ? [{ key: "personal", group: "settings" as const, label: say("upkeep.personal"), children: <Personal unit={setsUp} /> }] : []),
  ];
  const named = parts.find((p) => p.key === shown);
  // An address that was kept from when all of it was one page.
  if (named && named.group !== group) return <Navigate to={addressOf(named, parts)} replace />;
  const part = named ?? parts.find((p) => p.group === group) ?? parts.find((p) => p.group === "operations")!;
  // What the menu leads to itself is not named again; who has no entry for it finds it here.
  const beside = parts.filter((p) => p.group === part.group || (me?.menu ?? []).every((e) => e.screen !== p.group));
  return (
    <Page title={pages[part.group].title} sentence={say(pages[part.group].sentence)}>
      <Card>
        {beside.length > 1 && <Parts label={say(pages[part.group].title)} at={addressOf(part, parts)} parts={beside.map((p) => ({ to: addressOf(p, parts), text: p.label }))} />}
        {part.children}
      </Card>
    </Page>
  );
}
