import type { Api } from "@/api/client";
import { useSay } from "@/app/texts";

/** What is wrong with a table, by row and column, as items of a list. */
export function Cells({ of }: { of: Api["CellView"][] }) {
  const say = useSay();
  return of.map((e) => (
    <li key={`${e.row}-${e.column}-${e.code}`}>
      {say(Number(e.row) === 0 ? "organisation.import-cell-file" : e.header ? "organisation.import-cell" : "organisation.import-cell-row", { row: e.row, column: e.header ?? "", sentence: e.sentence })}
    </li>
  ));
}
