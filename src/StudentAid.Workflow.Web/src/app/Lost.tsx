import { Nothing, Page } from "@/ui/Page";
import { useSay } from "./texts";

/** Nothing stands at this address. */
export function Lost() {
  const say = useSay();
  return (
    <Page title="ui.lost">
      <Nothing text={say("ui.lost-what")} />
    </Page>
  );
}
