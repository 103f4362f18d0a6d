import { Card } from "antd";
import { useLocation, useParams } from "react-router";
import { useRound } from "@/api/reading";
import { Lost } from "@/app/Lost";
import { useCarriesAt } from "@/app/duties";
import { useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Parts } from "@/ui/Parts";
import { Archive } from "./Archive";
import { Exports } from "./Exports";

const known = ["exports", "archive"];

/** Filing and reports: the files that a round gives other systems, whether the five counts agree, and the package that is kept. */
export default function Filing() {
  const { id = "" } = useParams();
  const say = useSay();
  const round = useRound(id).data;
  const handsOut = useCarriesAt("hand-out-papers")(round?.school);
  const at = `/rounds/${id}/filing`;
  const { pathname } = useLocation();
  const shown = pathname.slice(at.length + 1) || "exports";
  if (!known.includes(shown) || (round && (!handsOut || round.practice))) return <Lost />;
  return (
    <Page
      title={say("filing.title")}
      sentence={say("filing.sentence")}
      crumbs={[{ to: "/rounds", text: say("rounds.title") }, ...(round ? [{ to: `/rounds/${id}`, text: say("rounds.page", { year: round.schoolYear, name: round.name }) }] : [])]}
    >
      <Card>
        <Parts
          label={say("filing.title")}
          at={pathname}
          parts={[
            { to: at, text: say("filing.exports") },
            { to: `${at}/archive`, text: say("filing.archive") },
          ]}
        />
        {round && shown === "exports" && <Exports round={round} />}
        {round && shown === "archive" && <Archive round={round} />}
      </Card>
    </Page>
  );
}
