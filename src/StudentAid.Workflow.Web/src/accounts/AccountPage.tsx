import { Page } from "@/ui/Page";
import OwnAccount from "./OwnAccount";

/** One's own account at the staff's door. */
export default function AccountPage() {
  return (
    <Page title="app.account">
      <OwnAccount />
    </Page>
  );
}
