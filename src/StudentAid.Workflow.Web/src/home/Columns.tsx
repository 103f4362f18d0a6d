import { Button, Checkbox, Popover } from "antd";
import { useSay, type Key } from "@/app/texts";

/** Columns that may be left out; what a task is called and where it stands always are there. */
export const optional = ["who", "unit", "number", "due"] as const;

export type Optional = (typeof optional)[number];

const labels: Record<Optional, Key> = { who: "home.who", unit: "ui.unit", number: "cases.number", due: "ui.due" };

/** Shown beforehand: the number is for who looks for it. */
const usual: Optional[] = ["who", "unit", "due"];

/** The columns that an address names; the usual ones where it names none. */
export const columnsOf = (search: URLSearchParams): Optional[] => {
  const named = search.get("columns");
  return named === null ? usual : optional.filter((c) => named.split(",").includes(c));
};

/** Which columns are shown; it stands in the address, and so in a saved view. */
export function Columns({ shown, choose }: { shown: Optional[]; choose: (columns: string | undefined) => void }) {
  const say = useSay();
  const put = (columns: Optional[]) => {
    const kept = optional.filter((c) => columns.includes(c));
    choose(kept.join() === usual.join() ? undefined : kept.join() || "-");
  };
  return (
    <Popover trigger="click" content={<Checkbox.Group className="stack" aria-label={say("home.columns")} value={shown} onChange={put} options={optional.map((c) => ({ value: c, label: say(labels[c]) }))} />}>
      <Button>{say("home.columns")}</Button>
    </Popover>
  );
}
