import { Card } from "antd";
import { useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { StandIns } from "./StandIns";

/** One's own stand-in, and for whom one stands in. */
export default function StandInsPage() {
  const say = useSay();
  return (
    <Page title="app.stand-ins" sentence={say("upkeep.stand-in-sentence")}>
      <Card>
        <StandIns everybody={false} />
      </Card>
    </Page>
  );
}
