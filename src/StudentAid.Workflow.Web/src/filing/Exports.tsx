import { useQuery } from "@tanstack/react-query";
import { Alert, Tag } from "antd";
import { Link } from "react-router";
import { api, body, type Api } from "@/api/client";
import { useCarriesAt } from "@/app/duties";
import { useLanguage, useSay, type Key } from "@/app/texts";
import { Nothing } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { fullDayOf } from "@/ui/time";
import { Confirm } from "./Confirm";
import { Make } from "./Make";
import { TakeErrors } from "./TakeErrors";

type Export = Api["ExportView"];

const purposes: Record<string, Key> = { entry: "filing.entry", report: "filing.report", payment: "filing.payment" };

/** The files that a round gives other systems: each looked through, put on record, and confirmed once it was entered there. */
export function Exports({ round }: { round: Api["RoundView"] }) {
  const say = useSay();
  const exports = useQuery({ queryKey: ["exports", round.id], queryFn: () => body(api.GET("/api/rounds/{id}/exports", { params: { path: { id: round.id } } })) });
  return (
    <Shown of={exports} rows={6}>
      {(page) =>
        page.items.length === 0 ? (
          <Nothing text={say("filing.no-profiles")} />
        ) : (
          <div className="stack">
            {page.items.map((e) => (
              <One key={e.profile} round={round} of={e} />
            ))}
          </div>
        )
      }
    </Shown>
  );
}

function One({ round, of }: { round: Api["RoundView"]; of: Export }) {
  const say = useSay();
  const [language] = useLanguage();
  const keeps = useCarriesAt("keep-rounds")(round.school) && round.status !== "archived";
  return (
    <section aria-label={of.name}>
      <div className="strip">
        <h2>{of.name}</h2>
        <Tag>{purposes[of.purpose] ? say(purposes[of.purpose]!) : of.purpose}</Tag>
        {of.sample && <Tag color="warning">{say("filing.sample")}</Tag>}
        <Make round={round} of={of} keeps={keeps} />
      </div>
      {of.batches.length === 0 ? (
        <p className="quiet">{say("filing.no-batches")}</p>
      ) : (
        <ul className="history">
          {of.batches.map((b) => (
            <li key={b.batch}>
              <time>{fullDayOf(b.day, language)}</time>
              <div className="strip">
                <span>{say("filing.batch", { batch: b.batch, rows: b.rows })}</span>
                {b.confirmed ? (
                  <Tag color="success" variant="filled">{say("filing.confirmed", { day: fullDayOf(b.confirmed.day, language), count: b.confirmed.count, refused: b.confirmed.refused, by: b.confirmed.by })}</Tag>
                ) : (
                  <Tag color="warning" variant="filled">{say("filing.unconfirmed")}</Tag>
                )}
                {keeps && of.errorFile && <TakeErrors round={round.id} profile={of.profile} batch={b.batch} />}
                {keeps && !b.confirmed && <Confirm round={round} profile={of.profile} batch={b} />}
              </div>
            </li>
          ))}
        </ul>
      )}
      {of.batches.length > 0 && of.errorFile && <GivenBack round={round.id} of={of} />}
    </section>
  );
}

/** What the other system refused, row by row: the work that is left before the next batch. */
function GivenBack({ round, of }: { round: string; of: Export }) {
  const say = useSay();
  const errors = useQuery({
    queryKey: ["exports", round, of.profile, "errors"],
    queryFn: () => body(api.GET("/api/rounds/{id}/exports/{profile}/errors", { params: { path: { id: round, profile: of.profile } } })),
  });
  return (
    <Shown of={errors} rows={1}>
      {(page) =>
        page.items.length > 0 && (
          <Alert
            type={of.refused > 0 ? "warning" : "success"}
            showIcon
            title={of.refused > 0 ? say("filing.given-back", { count: of.refused }) : say("filing.given-back-none")}
            description={
              <ul className="findings">
                {page.items.map((e) => (
                  <li key={`${e.batch}-${e.row}`}>
                    {e.case ? <Link to={`/cases/${e.case}`}>{e.name}</Link> : say("filing.stranger", { number: e.number })}
                    {say("filing.given-back-row", { row: e.row, reason: e.reason })}
                    {e.settled && <Tag color="success" variant="filled">{say("filing.settled")}</Tag>}
                  </li>
                ))}
              </ul>
            }
          />
        )
      }
    </Shown>
  );
}
