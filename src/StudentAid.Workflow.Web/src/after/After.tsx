import { Card } from "antd";
import { useLocation, useParams } from "react-router";
import { nameOfRound, useRound } from "@/api/reading";
import { Lost } from "@/app/Lost";
import { useMe } from "@/app/session";
import { useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Parts } from "@/ui/Parts";
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
  const me = useMe().data;
  const round = useRound(id).data;
  const covers = round !== undefined && (me?.grants.some((g) => round.school.startsWith(g.unit)) ?? false);
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
  if (!known.includes(shown) || (ofSchool.includes(shown) && round !== undefined && me !== undefined && !covers)) return <Lost />;
  return (
    <Page
      title="after.title"
      sentence={say("after.sentence")}
      crumbs={[{ to: "/rounds", text: say("rounds.title") }, ...(round ? [{ to: `/rounds/${id}`, text: nameOfRound(round) }] : [])]}
    >
      <Card>
        <Parts label={say("after.title")} parts={parts} at={pathname} />
        {shown === "adjustments" && <Adjustments round={id} />}
        {shown === "samples" && covers && <Samples round={id} school={round.school} />}
        {shown === "revocations" && covers && <Revocations round={id} />}
        {shown === "reconsiderations" && covers && <Reconsiderations round={id} />}
        {shown === "late-matches" && <LateMatches round={id} />}
      </Card>
    </Page>
  );
}
