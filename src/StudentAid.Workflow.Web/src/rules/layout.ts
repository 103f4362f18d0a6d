import type { ElkNode } from "elkjs";
import ELK from "elkjs/lib/elk-api";
import ElkWorker from "elkjs/lib/elk-worker.min.js?worker";
import type { Api } from "@/api/client";

type Activity = Pick<Api["RuleActivity"], "id" | "type" | "parent">;
type Edge = Api["RuleEdge"];

export const NodeWidth = 188;
export const NodeHeight = 46;
const Lane = 16;
const Nowhere = { x: 0, y: 0 };

/** What of a picture is drawn: for those who write it its ends too, with room between the steps to put one in. */
export interface Wanted {
  ends: boolean;
}

export interface Placed<T extends Activity = Activity> {
  /** Where the picture begins: below 0 where returns run on the left. */
  left: number;
  width: number;
  height: number;
  nodes: { activity: T; x: number; y: number }[];
  edges: { key: string; path: string; back: boolean; label: string; at: { x: number; y: number }; end: { x: number; y: number } }[];
}

let elk: InstanceType<typeof ELK> | undefined;

const engine = () => (elk ??= new ELK({ workerFactory: () => new ElkWorker() }));

/** What the picture shows: the activities of the outermost flowchart, and where wanted its ends. */
export function pictured<T extends Activity>(activities: T[], edges: Edge[], wanted: Wanted = { ends: false }): { nodes: T[]; edges: Edge[] } {
  const root = activities.find((a) => !a.parent)?.id;
  const nodes = activities.filter((a) => a.parent === root && (wanted.ends || !["Elsa.Complete", "Elsa.End"].includes(a.type)));
  const known = new Set(nodes.map((n) => n.id));
  return { nodes, edges: edges.filter((e) => known.has(e.from) && known.has(e.to)) };
}

/** Lays out forward edges only, in a worker and in the document's order; a return runs in a lane of its own at the side, the shorter the nearer. */
export async function layOut<T extends Activity>(activities: T[], edges: Edge[], wanted: Wanted = { ends: false }): Promise<Placed<T>> {
  const shown = pictured(activities, edges, wanted);
  const forward = shown.edges.filter((e) => !e.rewind);
  const graph = await engine().layout({
    id: "root",
    layoutOptions: {
      "elk.algorithm": "layered",
      "elk.direction": "DOWN",
      "elk.edgeRouting": "ORTHOGONAL",
      "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
      "elk.layered.cycleBreaking.strategy": "MODEL_ORDER",
      "elk.layered.spacing.nodeNodeBetweenLayers": wanted.ends ? "44" : "30",
      "elk.spacing.nodeNode": "32",
      "elk.padding": "[top=8,left=8,bottom=8,right=8]",
    },
    children: shown.nodes.map((n) => ({ id: n.id, width: NodeWidth, height: NodeHeight })),
    edges: forward.map((e, i) => ({ id: `${i}`, sources: [e.from], targets: [e.to] })),
  });
  return place(shown.nodes, forward, shown.edges.filter((e) => e.rewind), graph);
}

function place<T extends Activity>(nodes: T[], forward: Edge[], back: Edge[], graph: ElkNode): Placed<T> {
  const at = new Map((graph.children ?? []).map((c) => [c.id, { x: c.x ?? 0, y: c.y ?? 0 }]));
  const lines = (graph.edges ?? []).map((e) => {
    const section = e.sections?.[0];
    const points = section ? [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] : [];
    const edge = forward[Number(e.id)]!;
    return { key: `${edge.from}.${edge.port}-${edge.to}`, path: points.map((p, i) => `${i ? "L" : "M"}${p.x} ${p.y}`).join(""), back: false, label: edge.port, at: points[0] ?? Nowhere, end: points.at(-1) ?? Nowhere };
  });
  // A return whose way to the right is taken by a neighbour runs on the left.
  const walled = (id: string) => [...at].some(([other, p]) => other !== id && p.y === at.get(id)!.y && p.x > at.get(id)!.x);
  const right = Math.max(0, ...[...at.values()].map((p) => p.x + NodeWidth));
  const ordered = [...back].sort((a, b) => reach(at, a) - reach(at, b));
  const left = Math.min(0, ...[...at.values()].map((p) => p.x));
  const turned = ordered.filter((e) => walled(e.from) || walled(e.to));
  const lanes = ordered.map((edge, i) => {
    const from = at.get(edge.from)!;
    const to = at.get(edge.to)!;
    const leftwards = turned.includes(edge);
    const x = leftwards ? left - Lane * (turned.indexOf(edge) + 1) : right + Lane * (i + 1);
    const side = leftwards ? 0 : NodeWidth;
    const y1 = from.y + NodeHeight * 0.34;
    const y2 = to.y + NodeHeight * 0.7;
    return { key: `${edge.from}.${edge.port}=${edge.to}`, path: `M${from.x + side} ${y1}H${x}V${y2}H${to.x + side}`, back: true, label: edge.port, at: { x, y: (y1 + y2) / 2 }, end: { x: to.x + side, y: y2 } };
  });
  return {
    left: left - Lane * (turned.length + 1),
    width: Lane * (turned.length + 1) + Math.max(graph.width ?? 0, right + Lane * (ordered.length + 1)) + 8,
    height: graph.height ?? 0,
    nodes: nodes.map((activity) => ({ activity, ...at.get(activity.id)! })),
    edges: [...lines, ...lanes],
  };
}

const reach = (at: Map<string, { x: number; y: number }>, e: Edge): number => Math.abs((at.get(e.from)?.y ?? 0) - (at.get(e.to)?.y ?? 0));
