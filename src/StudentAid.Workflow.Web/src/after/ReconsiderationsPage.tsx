import { Card } from "antd";
import { useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Reconsiderations } from "./Reconsiderations";

/** What families asked the authority to look at again, of every school that one answers for or belongs to. */
export default function ReconsiderationsPage() {
  const say = useSay();
  return (
    <Page title="after.reconsiderations" sentence={say("after.reconsiderations-what")}>
      <Card>
        <Reconsiderations />
      </Card>
    </Page>
  );
}
