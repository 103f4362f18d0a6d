import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, type PointerEvent } from "react";
import type { Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Shown } from "@/ui/Refused";
import { short } from "../Diagram";
import { layOut, NodeHeight, NodeWidth, pictured, type Placed } from "../layout";
import { sameHop, type Hop } from "./chains";
import { useTerm } from "./words";

type Node = Api["NodeView"];

interface PictureProps {
  activities: Node[];
  edges: Api["RuleEdge"][];
  chosen: string | undefined;
  /** Required steps, which nobody below may leave out. */
  locked: Set<string>;
  /** Steps that this text itself brings or changes. */
  own: Set<string>;
  /** The text is broken: this is the last picture that was good, and nothing can be done on it. */
  old: boolean;
  choose: (id: string) => void;
  insert: (edge: Hop) => void;
  move: (id: string, edge: Hop) => void;
  connect: (from: string, to: string) => void;
  reconnect: (edge: Hop, to: string) => void;
  remove: (id: string) => void;
  rename: (id: string) => void;
}

/** The picture that is written on: "+" on a way, a step dragged to another way, a way drawn from a step's foot or led elsewhere by its tip. */
export function Picture(props: PictureProps) {
  const shown = pictured(props.activities, props.edges, { ends: true });
  const placed = useQuery({
    queryKey: ["layout", "ends", shown.nodes.map((n) => n.id), shown.edges.map((e) => `${e.from}.${e.port}${e.rewind ? "=" : "-"}${e.to}`)],
    queryFn: () => layOut(props.activities, props.edges, { ends: true }),
    staleTime: Infinity,
    placeholderData: (before: Placed<Node> | undefined) => before,
  });
  return <Shown of={placed} rows={8}>{(p) => <Drawn {...props} placed={p} />}</Shown>;
}

interface Drag {
  kind: "step" | "way" | "tip";
  id: string;
  edge?: Hop;
  x: number;
  y: number;
  moved: boolean;
}

const Near = 60;
const Nudge = 5;

function Drawn(props: PictureProps & { placed: Placed<Node> }) {
  const { placed, old } = props;
  const say = useSay();
  const term = useTerm();
  const [language] = useLanguage();
  const svg = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<Drag>();
  useEffect(() => {
    // Newer browsers answer a promise, which an effect must not.
    void svg.current?.querySelector("[data-now=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [placed, props.chosen]);
  const titles = new Map(props.activities.map((a) => [a.id, textOf(a.title, language)]));
  const hopOf = (key: string): Hop | undefined => props.edges.find((e) => keyOf(e) === key);
  const outs = (id: string) => props.edges.filter((e) => e.from === id && !e.rewind).length;
  const at = (e: PointerEvent) => {
    const point = new DOMPoint(e.clientX, e.clientY).matrixTransform(svg.current!.getScreenCTM()!.inverse());
    return { x: point.x, y: point.y };
  };
  const under = (x: number, y: number) => placed.nodes.find((n) => x >= n.x && x <= n.x + NodeWidth && y >= n.y && y <= n.y + NodeHeight)?.activity.id;
  const nearest = (x: number, y: number): Hop | undefined => {
    const found = placed.edges.filter((e) => !e.back).map((e) => ({ e, far: Math.hypot(e.at.x - x, e.at.y + Plus - y) })).sort((a, b) => a.far - b.far)[0];
    return found && found.far < Near ? hopOf(found.e.key) : undefined;
  };
  const begin = (kind: Drag["kind"], id: string, edge?: Hop) => (e: PointerEvent<SVGElement>) => {
    if (old || e.button !== 0) return;
    e.stopPropagation();
    e.currentTarget.setPointerCapture(e.pointerId);
    setDrag({ kind, id, ...(edge ? { edge } : {}), ...at(e), moved: false });
  };
  const go = (e: PointerEvent) => {
    if (!drag) return;
    const p = at(e);
    if (drag.moved || Math.hypot(p.x - drag.x, p.y - drag.y) > Nudge) setDrag({ ...drag, ...p, moved: true });
  };
  const drop = (e: PointerEvent) => {
    if (!drag) return;
    setDrag(undefined);
    if (!drag.moved) return;
    const p = at(e);
    const target = under(p.x, p.y);
    if (drag.kind === "step") {
      const edge = nearest(p.x, p.y);
      if (edge && edge.from !== drag.id && edge.to !== drag.id) props.move(drag.id, edge);
    } else if (target && drag.kind === "way" && target !== drag.id) props.connect(drag.id, target);
    else if (target && drag.edge && target !== drag.edge.to) props.reconnect(drag.edge, target);
  };
  const aim = drag?.moved && drag.kind === "step" ? nearest(drag.x, drag.y) : undefined;

  return (
    <div className="diagram editing" data-old={old}>
      <svg
        ref={svg}
        style={{ width: `min(100%, ${placed.width}px)`, minWidth: placed.width * Smallest }}
        viewBox={`${placed.left} 0 ${placed.width} ${placed.height}`}
        role="group"
        aria-label={say("rules.picture")}
        onPointerMove={go}
        onPointerUp={drop}
        onPointerCancel={() => setDrag(undefined)}
      >
        <defs>
          <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
            <path d="M0 0L8 4L0 8" />
          </marker>
        </defs>
        {placed.edges.map((e) => (
          <path key={e.key} d={e.path} className={e.back ? "back" : ""} data-chosen={hopOf(e.key)?.from === props.chosen} markerEnd="url(#tip)">
            <title>{`${titles.get(hopOf(e.key)?.from ?? "") ?? ""} · ${term(e.label)}`}</title>
          </path>
        ))}
        {placed.edges.filter((e) => !e.back && outs(hopOf(e.key)?.from ?? "") > 1).map((e) => (
          <text key={e.key} className="sub" x={e.at.x + 12} y={e.at.y + Plus + 4}>{short(term(e.label))}</text>
        ))}
        {placed.nodes.map(({ activity, x, y }) => (
          <g
            key={activity.id}
            transform={`translate(${x} ${y})`}
            tabIndex={0}
            role="button"
            aria-pressed={props.chosen === activity.id}
            aria-label={[titles.get(activity.id), props.locked.has(activity.id) && say("rules.locked")].filter(Boolean).join(" · ")}
            data-step={activity.id}
            data-now={props.chosen === activity.id}
            data-own={props.own.has(activity.id)}
            onPointerDown={begin("step", activity.id)}
            onClick={() => props.choose(activity.id)}
            onKeyDown={(k) => {
              const does: Record<string, () => void> = { Enter: () => props.choose(activity.id), " ": () => props.choose(activity.id), Delete: () => props.remove(activity.id), F2: () => props.rename(activity.id) };
              const doing = does[k.key];
              if (!doing || (old && k.key !== "Enter" && k.key !== " ")) return;
              k.preventDefault();
              doing();
            }}
          >
            <rect className="node" width={NodeWidth} height={NodeHeight} rx={6} />
            <text aria-hidden x={12} y={NodeHeight / 2 + 5}>{short(titles.get(activity.id) ?? activity.id)}</text>
            {props.locked.has(activity.id) && <path className="lock" d={`M${NodeWidth - 22} 21v-3a4 4 0 0 1 8 0v3m-10 0h12v9h-12z`} />}
            {!old && props.chosen === activity.id && activity.outcomes.length > 0 && (
              <circle className="foot" cx={NodeWidth / 2} cy={NodeHeight} r={6} onPointerDown={begin("way", activity.id)}>
                <title>{say("rules.draw-way")}</title>
              </circle>
            )}
          </g>
        ))}
        {!old && placed.edges.map((e) => {
          const hop = hopOf(e.key);
          if (!hop) return null;
          const text = say("rules.insert-between", { from: titles.get(hop.from) ?? "", to: titles.get(hop.to) ?? "" });
          return (
            <g key={e.key}>
              {!e.back && (
                <g
                  className="plus"
                  role="button"
                  tabIndex={0}
                  aria-label={text}
                  data-aim={aim !== undefined && sameHop(aim, hop)}
                  transform={`translate(${e.at.x} ${e.at.y + Plus})`}
                  onClick={() => props.insert(hop)}
                  onKeyDown={(k) => (k.key === "Enter" || k.key === " ") && (k.preventDefault(), props.insert(hop))}
                >
                  <title>{text}</title>
                  <circle r={8} />
                  <path d="M-4 0H4M0 -4V4" />
                </g>
              )}
              {hop.from === props.chosen && (
                <circle className="foot" cx={e.end.x} cy={e.end.y} r={5} onPointerDown={begin("tip", hop.from, hop)}>
                  <title>{say("rules.lead-elsewhere")}</title>
                </circle>
              )}
            </g>
          );
        })}
        {drag?.moved && (drag.kind === "step" ? <rect className="ghost" x={drag.x - NodeWidth / 2} y={drag.y - NodeHeight / 2} width={NodeWidth} height={NodeHeight} rx={6} /> : <circle className="ghost" cx={drag.x} cy={drag.y} r={7} />)}
      </svg>
    </div>
  );
}

/** A picture that is wider than its place is drawn smaller, down to where its words can still be read. */
const Smallest = 0.78;

/** How far below a step the "+" of its way stands. */
const Plus = 17;

const keyOf = (e: Api["RuleEdge"]): string => `${e.from}.${e.port}${e.rewind ? "=" : "-"}${e.to}`;
