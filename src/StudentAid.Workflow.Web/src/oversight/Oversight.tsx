import { Card, Tabs } from "antd";
import { useLocation, useNavigate } from "react-router";
import { useCarries } from "@/app/duties";
import { Lost } from "@/app/Lost";
import { useMe } from "@/app/session";
import { useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Complaints } from "./Complaints";
import { Findings } from "./Findings";
import { Progress } from "./Progress";
import { Samples } from "./Samples";

const pages: Record<string, string> = { findings: "/oversight", complaints: "/oversight/complaints", progress: "/oversight/progress", samples: "/oversight/samples" };

/** What is looked at from outside the school's own work: findings of its authorities, and complaints. Which of them, stands in the address. */
export default function Oversight() {
  const say = useSay();
  const navigate = useNavigate();
  const oversees = useCarries("oversee");
  const me = useMe();
  const { pathname } = useLocation();
  const shown = Object.keys(pages).find((key) => key !== "findings" && pathname.startsWith(pages[key]!)) ?? "findings";
  if (me.data && !oversees && (shown === "progress" || shown === "samples")) return <Lost />;
  return (
    <Page title="app.menu-checks" sentence={say("oversight.sentence")}>
      <Card>
        <Tabs
          activeKey={shown}
          onChange={(key) => void navigate(pages[key]!)}
          destroyOnHidden
          items={[
            { key: "findings", label: say("oversight.findings"), children: <Findings /> },
            { key: "complaints", label: say("oversight.complaints"), children: <Complaints /> },
            ...(oversees
              ? [
                  { key: "progress", label: say("oversight.progress"), children: <Progress /> },
                  { key: "samples", label: say("oversight.samples"), children: <Samples /> },
                ]
              : []),
          ]}
        />
      </Card>
    </Page>
  );
}
