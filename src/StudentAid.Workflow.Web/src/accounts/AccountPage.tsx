import { useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import OwnAccount from "./OwnAccount";

/** One's own account at the staff's door. */
export default function AccountPage() {
  const say = useSay();
  return (
    <Page title={say("app.account")}>
      <OwnAccount />
    </Page>
  );
}
