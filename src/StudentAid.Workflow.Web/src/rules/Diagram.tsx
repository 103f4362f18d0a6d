import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Shown } from "@/ui/Refused";
import { layOut, NodeHeight, NodeWidth, pictured, type Placed } from "./layout";

interface DiagramProps {
  activities: Api["RuleActivity"][];
  edges: Api["RuleEdge"][];
  /** How many cases stand at an activity. */
  counts?: Record<string, number>;
  /** Where one case stands. */
  now?: string[];
  /** How each activity stands in one case. */
  states?: Record<string, "done" | "now" | "ahead">;
  /** More of the chosen activity: who, when, due. */
  told?: (activity: string) => ReactNode;
}

/** The picture of a definition: forward edges from above to below, returns dashed in a lane at the side. Each step takes the keyboard's focus. */
export default function Diagram({ activities, edges, counts = {}, now = [], states = {}, told }: DiagramProps) {
  const shown = pictured(activities, edges);
  const placed = useQuery({
    queryKey: ["layout", shown.nodes.map((n) => n.id), shown.edges.map((e) => `${e.from}.${e.port}${e.rewind ? "=" : "-"}${e.to}`)],
    queryFn: () => layOut(activities, edges),
    staleTime: Infinity,
  });
  return <Shown of={placed} rows={8}>{(p) => <Picture placed={p} activities={activities} counts={counts} now={now} states={states} more={told} />}</Shown>;
}

interface PictureProps extends Required<Pick<DiagramProps, "activities" | "counts" | "now" | "states">> {
  placed: Placed<Api["RuleActivity"]>;
  more: DiagramProps["told"];
}

function Picture({ placed, activities, counts, now, states, more }: PictureProps) {
  const say = useSay();
  const [language] = useLanguage();
  const [chosen, setChosen] = useState<string>();
  const titles = new Map(activities.map((a) => [a.id, textOf(a.title, language)]));
  const told = activities.find((a) => a.id === chosen);
  return (
    <div className="two">
      <div className="diagram">
        <svg width={placed.width} height={placed.height} viewBox={`${placed.left} 0 ${placed.width} ${placed.height}`} role="group" aria-label={say("rules.picture")}>
          <defs>
            <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
              <path d="M0 0L8 4L0 8" />
            </marker>
          </defs>
          {placed.edges.map((e) => (
            <path key={e.key} d={e.path} className={e.back ? "back" : ""} markerEnd="url(#tip)">
              <title>{e.label}</title>
            </path>
          ))}
          {placed.nodes.map(({ activity, x, y }) => (
            <g
              key={activity.id}
              transform={`translate(${x} ${y})`}
              tabIndex={0}
              role="button"
              aria-pressed={chosen === activity.id}
              aria-label={[titles.get(activity.id), counts[activity.id] && say("rules.standing", { count: counts[activity.id]! }), states[activity.id] && say(`cases.step-${states[activity.id]!}`)].filter(Boolean).join(" ")}
              data-state={states[activity.id]}
              data-step={activity.id}
              data-now={now.includes(activity.id) || Boolean(counts[activity.id])}
              onClick={() => setChosen(activity.id)}
              onKeyDown={(k) => (k.key === "Enter" || k.key === " ") && (k.preventDefault(), setChosen(activity.id))}
            >
              <rect className="node" width={NodeWidth} height={NodeHeight} rx={6} />
              {/* Whole in the name above: what is drawn may be cut short. */}
              <text aria-hidden x={12} y={NodeHeight / 2 + 5}>{short(titles.get(activity.id) ?? activity.id)}</text>
              {counts[activity.id] ? (
                <text aria-hidden className="sub" x={NodeWidth - 12} y={NodeHeight / 2 + 5} textAnchor="end">
                  {counts[activity.id]}
                </text>
              ) : null}
            </g>
          ))}
        </svg>
      </div>
      <aside aria-live="polite">
        {told ? (
          <>
            <h3>{titles.get(told.id)}</h3>
            {told.article && <p>{say("ui.article", { article: told.article })}</p>}
            {told.note && <p>{told.note}</p>}
            {more?.(told.id)}
            {!more && now.includes(told.id) && <p>{say("rules.stands-here")}</p>}
            {counts[told.id] ? <p>{say("rules.standing", { count: counts[told.id]! })}</p> : null}
            <p className="quiet">{back(placed, told.id, titles).map((t) => say("rules.returns-to", { to: t })).join(" ")}</p>
          </>
        ) : (
          <p className="quiet">{say("rules.choose")}</p>
        )}
      </aside>
    </div>
  );
}

const Longest = 24;

/** Latin letters take half a character's place. */
export const short = (title: string): string => {
  let width = 0;
  for (let i = 0; i < title.length; i++) {
    width += title.charCodeAt(i) > 255 ? 2 : 1;
    if (width > Longest) return `${title.slice(0, i)}…`;
  }
  return title;
};

const back = (placed: Pick<Placed, "edges">, from: string, titles: Map<string, string>): string[] =>
  placed.edges.filter((e) => e.back && e.key.startsWith(`${from}.`)).map((e) => titles.get(e.key.split("=")[1] ?? "") ?? "");
