import { Card } from "antd";
import { useLocation, useParams } from "react-router";
import { nameOfRound, useRound } from "@/api/reading";
import { useCoversAt } from "@/app/duties";
import { Lost } from "@/app/Lost";
import { useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Parts } from "@/ui/Parts";
import { Shown } from "@/ui/Refused";
import { Adjustments } from "./Adjustments";
import { LateMatches } from "./LateMatches";
import { Reconsiderations } from "./Reconsiderations";
import { Revocations } from "./Revocations";
import { Samples } from "./Samples";

/** What only who covers the whole school looks at, and all that there is. */
const ofSchool = ["samples", "revocations", "reconsiderations"];
const known = ["adjustments", ...ofSchool, "late-matches"];

/** What follows a round's decisions; which of them is looked at, stands in the address. */
export default function After() {
  const { id = "" } = useParams();
  const say = useSay();
  const asked = useRound(id);
  const round = asked.data;
  const covers = useCoversAt()(round?.school);
  const at = `/rounds/${id}/after`;
  const { pathname } = useLocation();
  const shown = pathname.slice(at.length + 1) || "adjustments";
  const parts = [
    { to: at, text: say("after.adjustments") },
    ...(covers
      ? [
          { to: `${at}/samples`, text: say("after.samples") },
          { to: `${at}/revocations`, text: say("after.revocations") },
          { to: `${at}/reconsiderations`, text: say("after.reconsiderations") },
        ]
      : []),
    { to: `${at}/late-matches`, text: say("after.late-matches") },
  ];
  if (!known.includes(shown) || (ofSchool.includes(shown) && round !== undefined && !covers)) return <Lost />;
  return (
    <Page
      title="after.title"
      sentence={say("after.sentence")}
      crumbs={[{ to: "/rounds", text: say("rounds.title") }, ...(round ? [{ to: `/rounds/${id}`, text: nameOfRound(round) }] : [])]}
    >
      <Card>
        <Parts label={say("after.title")} parts={parts} at={pathname} />
        {shown === "adjustments" && <Adjustments round={id} />}
        {ofSchool.includes(shown) && (
          <Shown of={asked}>
            {(r) => (shown === "samples" ? <Samples round={id} school={r.school} /> : shown === "revocations" ? <Revocations round={id} /> : <Reconsiderations round={id} />)}
          </Shown>
        )}
        {shown === "late-matches" && <LateMatches round={id} />}
      </Card>
    </Page>
  );
}
