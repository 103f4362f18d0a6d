import { useQuery } from "@tanstack/react-query";
import { Card, Table } from "antd";
import { Link } from "react-router";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Nothing } from "@/ui/Page";
import { Shown } from "@/ui/Refused";
import { levelsOf, type UnitLevels } from "./unitCounts";

/** How the levels are spread over departments and classes, as far as the server tells; every number that is told opens its list. */
export function Levels({ round }: { round: Api["RoundView"] }) {
  const say = useSay();
  const levels = useQuery({ queryKey: ["levels", round.id], queryFn: () => body(api.GET("/api/rounds/{id}/levels", { params: { path: { id: round.id } } })) });
  return (
    <Card title={say("rounds.levels")}>
      <Shown of={levels}>{(l) => (l.lines.length === 0 ? <Nothing text={say("rounds.levels-none")} /> : <Sheet round={round.id} of={l} />)}</Shown>
    </Card>
  );
}

function Sheet({ round, of }: { round: string; of: Api["RoundLevelsView"] }) {
  const say = useSay();
  const [language] = useLanguage();
  const cell = (line: UnitLevels, level: string, count: number | null | undefined, ids: string[]) => {
    if (count === null || count === undefined) return <span className="quiet">{say("rounds.levels-not-told")}</span>;
    const to = `/cases?${new URLSearchParams({ round, unit: line.unit, level: ids.join(",") })}`;
    return <Link className="linked" aria-label={say("rounds.levels-of", { unit: textOf(line.name, language), level, count })} to={to}>{count}</Link>;
  };
  return (
    <>
      <p className="quiet">{say("rounds.levels-what", { least: of.least })}</p>
      <Table<UnitLevels>
        rowKey="unit"
        size="middle"
        pagination={false}
        scroll={{ x: "max-content" }}
        dataSource={levelsOf(of.lines)}
        expandable={{ defaultExpandAllRows: true }}
        columns={[
          { title: say("ui.unit"), render: (_, l) => textOf(l.name, language) },
          { title: say("rounds.levels-total"), align: "right", render: (_, l) => cell(l, say("rounds.levels-total"), l.students, of.columns.flatMap((c) => c.levels)) },
          ...of.columns.map((c, i) => ({ title: textOf(c.name, language), key: c.levels.join(), align: "right" as const, render: (_: unknown, l: UnitLevels) => cell(l, textOf(c.name, language), l.cells[i]?.count, c.levels) })),
        ]}
      />
    </>
  );
}
