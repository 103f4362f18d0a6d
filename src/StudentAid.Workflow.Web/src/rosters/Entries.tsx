import { Button, Input, InputNumber, Select, Table } from "antd";
import { useRef, type Key as RowKey } from "react";
import { Link } from "react-router";
import type { Api } from "@/api/client";
import { useUnits, useWords } from "@/api/reading";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Nothing } from "@/ui/Page";
import { Status } from "@/ui/Status";
import { choicesOf } from "./choices";
import type { Ranks } from "./ranks";
import { changes, choiceOf, differs, proposalOf, returned, withChoice, type Mark, type Marks } from "./worksheet";

interface EntriesProps {
  roster: Api["RosterView"];
  rules: Api["RulesView"] | undefined;
  entries: Api["EntryView"][];
  marks: Marks;
  change: (id: string, mark: Mark) => void;
  ranks?: Ranks | undefined;
  /** The chosen rows, where some may be chosen. */
  chosen?: string[] | undefined;
  choose?: (rows: string[]) => void;
}

/** The rows of a list; with a mark a row can be changed, and what differs from the suggestion asks for words. */
export function Entries({ roster, rules, entries, marks, change, ranks, chosen, choose }: EntriesProps) {
  const say = useSay();
  const [language] = useLanguage();
  const unit = useUnits();
  const words = useWords(rules);
  // The row that was just changed: its reason is the next thing to type.
  const hand = useRef("");
  const put = (id: string, mark: Mark) => {
    hand.current = id;
    change(id, mark);
  };
  const deciding = Object.keys(marks).length > 0;
  const oneUnit = new Set(roster.entries.map((e) => e.place)).size === 1;
  const options = choicesOf(rules, say, language);
  return (
    <div className="scroll-x">
      <Table<Api["EntryView"]>
        rowKey="case"
        size="middle"
        dataSource={entries}
        pagination={entries.length > 60 ? { pageSize: 60, showTotal: (count) => say("ui.total", { count }) } : false}
        tableLayout="fixed"
        style={{ minWidth: chosen ? 950 : 910 }}
        locale={{ emptyText: <Nothing text={say("rosters.no-entries")} /> }}
        {...(chosen && {
          rowSelection: {
            columnWidth: 40,
            selectedRowKeys: chosen,
            onChange: (keys: RowKey[]) => choose?.(keys as string[]),
            getCheckboxProps: (e: Api["EntryView"]) => ({ disabled: !marks[e.case], "aria-label": say("rosters.choose-of", { name: e.name }) }) as object,
          },
        })}
        rowClassName={(e) => (marks[e.case] && differs(e, marks[e.case]!) ? "changed" : "")}
        columns={[
          { title: say("ui.name"), width: 120, render: (_, e) => <Link to={`/cases/${e.case}`}>{e.name}</Link> },
          ...(oneUnit ? [] : [{ title: say("rosters.class"), width: 110, render: (_: unknown, e: Api["EntryView"]) => unit(e.place) }]),
          { title: say("rosters.score"), width: 72, align: "right" as const, render: (_, e) => e.total ?? "" },
          { title: say("rosters.match"), width: 100, render: (_, e) => <Status of={e.match} /> },
          ...(deciding && ranks ? [{ title: say("rosters.rank"), width: 90, render: (_: unknown, e: Api["EntryView"]) => <Place of={e} ranks={ranks} /> }] : roster.entries.some((e) => e.rank > 0) ? [{ title: say("rosters.rank-before"), width: 90, align: "right" as const, render: (_: unknown, e: Api["EntryView"]) => e.rank || "" }] : []),
          ...(roster.entries.some((e) => e.last) ? [{ title: say("rosters.last"), width: 100, render: (_: unknown, e: Api["EntryView"]) => <span className="quiet">{e.last ? textOf(e.last.name, language) : say("rosters.last-none")}</span> }] : []),
          { title: say("rosters.suggested"), width: 100, render: (_, e) => words.level(e.suggested) },
          ...(roster.entries.some((e) => e.reference) ? [{ title: say("rosters.reference"), width: 110, render: (_: unknown, e: Api["EntryView"]) => words.level(e.reference ?? "") }] : []),
          ...(deciding
            ? [
                {
                  title: say("rosters.verdict"),
                  width: 250,
                  render: (_: unknown, e: Api["EntryView"]) =>
                    marks[e.case] ? (
                      <span className="verdict">
                        <Select
                          aria-label={say("rosters.verdict-of", { name: e.name })}
                          className="wide"
                          value={choiceOf(marks[e.case]!)}
                          placeholder={say("rosters.refusal-choose", { level: textOf(rules?.notDetermined?.name ?? "", language) })}
                          onChange={(v) => put(e.case, withChoice(marks[e.case]!, v))}
                          options={options}
                          popupMatchSelectWidth={false}
                        />
                        {changes(e, marks[e.case]!) ? (
                          <Button type="text" size="small" aria-label={say("rosters.restore-of", { name: e.name })} onClick={() => put(e.case, proposalOf(e))}>
                            {say("rosters.restore")}
                          </Button>
                        ) : (
                          <Button type="text" size="small" aria-label={say("rosters.return-of", { name: e.name })} onClick={() => put(e.case, returned)}>
                            {say("rosters.return")}
                          </Button>
                        )}
                      </span>
                    ) : (
                      <Status of={e.state} />
                    ),
                },
                {
                  title: say("rosters.reason"),
                  render: (_: unknown, e: Api["EntryView"]) =>
                    marks[e.case] && changes(e, marks[e.case]!) ? (
                      <Input
                        autoFocus={hand.current === e.case}
                        aria-label={say("rosters.reason-of", { name: e.name })}
                        value={marks[e.case]!.opinion}
                        maxLength={500}
                        placeholder={say("rosters.reason-needed")}
                        onChange={(v) => change(e.case, { ...marks[e.case]!, opinion: v.target.value })}
                      />
                    ) : null,
                },
              ]
            : [
                { title: say("rosters.level"), width: 110, render: (_: unknown, e: Api["EntryView"]) => <strong>{words.level(e.level)}</strong> },
                { title: say("ui.status"), render: (_: unknown, e: Api["EntryView"]) => (e.state === "open" ? null : <Status of={e.state} />) },
              ]),
        ]}
      />
    </div>
  );
}

/** Moves a row to a place; the others close up. */
function Place({ of, ranks }: { of: Api["EntryView"]; ranks: Ranks }) {
  const say = useSay();
  const place = ranks.placeOf(of.case);
  if (place === 0) return null;
  return (
    <InputNumber key={place} aria-label={say("rosters.rank-of", { name: of.name })} className="wide" size="small" min={ranks.first} max={ranks.last} precision={0} defaultValue={place} changeOnWheel={false} onBlur={(v) => move(v.target.value)} onPressEnter={(v) => move((v.target as HTMLInputElement).value)} />
  );

  function move(typed: string) {
    const wanted = Number(typed);
    if (Number.isInteger(wanted) && wanted !== place) ranks.move(of.case, wanted);
  }
}
