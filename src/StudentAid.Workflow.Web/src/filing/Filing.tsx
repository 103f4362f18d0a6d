import { Card } from "antd";
import { useLocation, useParams } from "react-router";
import { nameOfRound, useRound } from "@/api/reading";
import { Lost } from "@/app/Lost";
import { useCarriesAt } from "@/app/duties";
import { useSay } from "@/app/texts";
import { Page } from "@/ui/Page";
import { Parts } from "@/ui/Parts";
import { Archive, Counts } from "./Archive";
import { Exports } from "./Exports";

const known = ["exports", "archive", "counts"];

/** Filing and reports: the files that a round gives other systems, whether the five counts agree, and the package that is kept. */
export default function Filing() {
  const { id = "" } = useParams();
  const say = useSay();
  const round = useRound(id).data;
  const handsOut = useCarriesAt("hand-out-papers")(round?.school);
  const at = `/rounds/${id}/filing`;
  const { pathname } = useLocation();
  const shown = pathname.slice(at.length + 1) || "exports";
  // Whether the counts agree is for everybody who may know the round; the files are for who hands papers out.
  const allowed = shown === "counts" || handsOut;
  if (!known.includes(shown) || (round && (!allowed || round.practice))) return <Lost />;
  return (
    <Page
      title="filing.title"
      sentence={say("filing.sentence")}
      crumbs={[{ to: "/rounds", text: say("rounds.title") }, ...(round ? [{ to: `/rounds/${id}`, text: nameOfRound(round) }] : [])]}
    >
      <Card>
        <Parts
          label={say("filing.title")}
          at={pathname}
          parts={[
            ...(handsOut ? [{ to: at, text: say("filing.exports") }, { to: `${at}/archive`, text: say("filing.archive") }] : []),
            ...(shown === "counts" ? [{ to: `${at}/counts`, text: say("filing.counts") }] : []),
          ]}
        />
        {round && shown === "exports" && <Exports round={round} />}
        {round && shown === "archive" && <Archive round={round} />}
        {round && shown === "counts" && <Counts round={round} />}
      </Card>
    </Page>
  );
}
