import { Card, Tabs } from "antd";
import { useLocation, useNavigate } from "react-router";
import { useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Complaints } from "./Complaints";
import { Findings } from "./Findings";

const pages: Record<string, string> = { findings: "/oversight", complaints: "/oversight/complaints" };

/** What is looked at from outside the school's own work: findings of its authorities, and complaints. Which of them, stands in the address. */
export default function Oversight() {
  const say = useSay();
  const navigate = useNavigate();
  const shown = useLocation().pathname.startsWith(pages.complaints!) ? "complaints" : "findings";
  return (
    <Page title={say("app.menu-checks")} sentence={say("oversight.sentence")}>
      <Card>
        <Tabs
          activeKey={shown}
          onChange={(key) => void navigate(pages[key]!)}
          destroyOnHidden
          items={[
            { key: "findings", label: say("oversight.findings"), children: <Findings /> },
            { key: "complaints", label: say("oversight.complaints"), children: <Complaints /> },
          ]}
        />
      </Card>
    </Page>
  );
}
