import { useQueries } from "@tanstack/react-query";
import { Alert } from "antd";
import { api, body, type Api } from "@/api/client";
import { useRoundsOf, useUnits } from "@/api/reading";
import { useMe } from "@/app/session";
import { listed, textOf, useLanguage, useSay } from "@/app/texts";
import { Freeze } from "@/rounds/Freeze";
import { ZeroReport } from "@/rounds/Prepare";
import { Refused } from "@/ui/Refused";

interface Gathered {
  round: Api["RoundView"];
  gate: Api["GateView"];
  unit: string;
}

/**
 * Lists that one's own unit still gathers: how many have come, who is missing, the list or the zero report. Of the school's own lists only those that one may make of who
 * waits: until then they are awaited from everywhere, and say nothing.
 */
export function Gathering({ rounds: ids }: { rounds: string[] }) {
  const say = useSay();
  const [language] = useLanguage();
  const name = useUnits();
  const me = useMe().data;
  const { rounds } = useRoundsOf(ids);
  const own = [...new Map((me?.grants ?? []).map((g) => [g.unit, g])).values()];
  const gathered: Gathered[] = rounds
    .filter((r) => r.status === "open")
    .flatMap((round) =>
      round.gates.flatMap((gate) =>
        own
          .filter((g) => g.unitKind === gate.scope && g.unit.startsWith(round.school) && !saidZero(round, gate, g.unit))
          .filter((g) => gate.scope !== "school" || waitsFor(gate, g.unit)?.mayFreeze)
          .map((g) => ({ round, gate, unit: g.unit })),
      ),
    );
  const readiness = useQueries({
    queries: gathered.map(({ round, gate, unit }) => ({
      queryKey: ["rosters", "readiness", round.id, gate.activity, unit],
      queryFn: () => body(api.GET("/api/rosters/readiness", { params: { query: { round: round.id, activity: gate.activity, unit } } })),
    })),
  });
  return (
    <>
      {gathered.map(({ round, gate, unit }, i) => {
        const ready = readiness[i]?.data;
        if (readiness[i]?.error) return <Refused key={`${round.id}${gate.activity}${unit}`} error={readiness[i].error} again={() => void readiness[i]?.refetch()} />;
        const nobody = ready?.waiting === 0 && ready.missing.length === 0;
        if (!ready || (nobody && gate.counts.some((c) => c.unit === unit && c.count > 0))) return null;
        const list = textOf(gate.title, language);
        const waits = waitsFor(gate, unit);
        return (
          <Alert
            key={`${round.id}${gate.activity}${unit}`}
            className="below-margin"
            type="info"
            title={nobody ? say("rosters.gathering-nobody", { unit: name(unit), list }) : say("rosters.gathering", { unit: name(unit), list, count: ready.waiting })}
            description={ready.missing.length > 0 ? say("rosters.gathering-missing", { missing: listed(ready.missing, language) }) : undefined}
            action={
              waits?.mayFreeze ? (
                <Freeze round={round.id} activity={gate.activity} unit={unit} list={list} unitName={name(unit)} count={waits.count} />
              ) : (
                <ZeroReport round={round} keeps={false} of={{ activity: gate.activity, unit }} />
              )
            }
          />
        );
      })}
    </>
  );
}

const waitsFor = (gate: Api["GateView"], unit: string) => gate.counts.find((c) => c.unit === unit && c.state === "waiting");

const saidZero = (round: Api["RoundView"], gate: Api["GateView"], unit: string): boolean => round.zeroReports.some((z) => z.activity === gate.activity && z.unit === unit);
