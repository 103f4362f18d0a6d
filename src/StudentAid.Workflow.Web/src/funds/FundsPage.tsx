import { Card } from "antd";
import { useParams } from "react-router";
import { nameOfRound, useRound } from "@/api/reading";
import { useSay } from "@/app/texts";
import { Nothing, Page } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { Ledger } from "./Ledger";
import { Places } from "./Places";

/** What limits the grants of a round: places that were given from above, or the school's own fund. */
export default function FundsPage() {
  const { id = "" } = useParams();
  const say = useSay();
  const round = useRound(id);
  return (
    <Shown of={round} rows={8}>
      {(r) => (
        <Page
          title={r.limit === "ledger" ? "funds.ledger" : "funds.quota"}
          sentence={say(r.limit === "ledger" ? "funds.ledger-sentence" : "funds.quota-sentence")}
          crumbs={[{ to: "/rounds", text: say("rounds.title") }, { to: `/rounds/${r.id}`, text: nameOfRound(r) }]}
        >
          <Card title={say("funds.year-of", { year: r.schoolYear })}>
            {r.limit === "ledger" ? <Ledger school={r.school} year={r.schoolYear} /> : r.limit === "quota" ? <Places procedure={r.procedure} year={r.schoolYear} /> : <Nothing text={say("funds.no-limit")} />}
          </Card>
        </Page>
      )}
    </Shown>
  );
}
