import type { Node } from "jsonc-parser";
import { itemsOf, member } from "../editor/source";

/** What a member of a document may be: as its kind's JSON Schema says, or as it is written where the schema leaves it open. */
export interface Shape {
  type?: string | string[];
  properties?: Record<string, Shape>;
  items?: Shape;
  enum?: string[];
  const?: unknown;
  format?: string;
  required?: string[];
  additionalProperties?: unknown;
}

/** How a member is edited: rows and maps as tables, a label in both languages, what no table can show as it is written. */
export type Manner = "label" | "choice" | "choices" | "words" | "date" | "text" | "number" | "flag" | "rows" | "map" | "group" | "raw";

const objects = (nodes: Node[]): boolean => nodes.length > 0 && nodes.every((n) => n.type === "object" && !isLabel(n));
const isLabel = (node: Node): boolean => member(node, "zh-CN") !== undefined;
const words = (nodes: Node[]): boolean => nodes.every((n) => n.type === "string");
const values = (object: Node): Node[] => (object.children ?? []).map((p) => p.children![1]!).filter(Boolean);

/** The shape of what is written. */
export function inferred(node: Node): Shape {
  if (node.type === "array") {
    const items = itemsOf(node);
    return words(items) ? { type: "array", items: { type: "string" } } : objects(items) ? { type: "array", items: merged(items) } : { type: "any" };
  }
  if (node.type !== "object") return { type: node.type };
  if (isLabel(node)) return { type: ["string", "object"] };
  const inner = values(node);
  if (objects(inner) || (inner.length > 0 && inner.every((n) => n.type === "array" && words(itemsOf(n))))) return { type: "map", items: objects(inner) ? merged(inner) : inferred(inner[0]!) };
  return { type: "object", properties: Object.fromEntries((node.children ?? []).map((p) => [p.children![0]!.value as string, inferred(p.children![1]!)])) };
}

/** One shape for rows that are not all alike: what two of them disagree on is edited as it is written. */
function merged(rows: Node[]): Shape {
  const properties: Record<string, Shape> = {};
  for (const row of rows)
    for (const pair of row.children ?? []) {
      const [name, shape] = [pair.children![0]!.value as string, inferred(pair.children![1]!)];
      properties[name] = properties[name] ? both(properties[name], shape) : shape;
    }
  return { type: "object", properties };
}

function both(a: Shape, b: Shape): Shape {
  if (JSON.stringify(a.type) !== JSON.stringify(b.type)) {
    // A name that is a text here and a pair there is a label all the same.
    const types = new Set([a.type, b.type].flat());
    return [...types].every((t) => t === "string" || t === "object") && (Array.isArray(a.type) || Array.isArray(b.type)) ? { type: ["string", "object"] } : { type: "any" };
  }
  if (a.items && b.items) return { ...a, items: both(a.items, b.items) };
  if (!a.properties || !b.properties) return a;
  const properties = { ...a.properties };
  for (const [name, shape] of Object.entries(b.properties)) properties[name] = properties[name] ? both(properties[name], shape) : shape;
  return { ...a, properties };
}

/** The declared shape, filled in by what is written where it says nothing. */
export function shapeOf(declared: Shape | undefined, node: Node | undefined): Shape {
  if (!node) return declared ?? { type: "any" };
  const written = inferred(node);
  if (!declared?.type && !declared?.enum && declared?.const === undefined) return written;
  if (declared.type === "object" && node.type === "object") {
    if (!declared.properties) return written;
    const open = declared.additionalProperties === false ? {} : written.properties ?? {};
    return { ...declared, properties: { ...open, ...declared.properties } };
  }
  if (declared.type === "array" && node.type === "array") return declared.items?.properties ? { ...declared, items: widened(declared.items, itemsOf(node)) } : declared.items?.type || declared.items?.enum ? declared : written;
  return declared;
}

const widened = (declared: Shape, rows: Node[]): Shape =>
  declared.additionalProperties === false || !objects(rows) ? declared : { ...declared, properties: { ...merged(rows).properties, ...declared.properties } };

/** How a member of this shape is edited, as far as what stands there allows it. */
export function mannerOf(shape: Shape, node: Node | undefined): Manner {
  const types = [shape.type ?? []].flat();
  const fits = (...of: string[]): boolean => !node || of.includes(node.type);
  if (types.includes("string") && types.includes("object")) return fits("string", "object") ? "label" : "raw";
  if (shape.enum) return fits("string") ? "choice" : "raw";
  switch (types.length === 1 ? types[0] : "") {
    case "string":
      return !fits("string") ? "raw" : shape.format === "date" ? "date" : "text";
    case "integer":
    case "number":
      return fits("number") ? "number" : "raw";
    case "boolean":
      return fits("boolean") ? "flag" : "raw";
    case "map":
      return "map";
    case "array":
      if (!fits("array")) return "raw";
      if (shape.items?.enum) return words(itemsOf(node)) ? "choices" : "raw";
      if (shape.items?.properties) return itemsOf(node).every((n) => n.type === "object") ? "rows" : "raw";
      return shape.items?.type === "string" && words(itemsOf(node)) ? "words" : "raw";
    case "object":
      return shape.properties && fits("object") ? "group" : "raw";
    default:
      return "raw";
  }
}

/** What fits into a cell of a table. */
export const isCell = (shape: Shape): boolean => ["label", "choice", "choices", "words", "date", "text", "number", "flag"].includes(mannerOf(shape, undefined));

/** What a member begins with when it is put in. */
export function blank(shape: Shape, name = ""): unknown {
  switch (mannerOf(shape, undefined)) {
    case "choice":
      return shape.enum![0];
    case "number":
      return 0;
    case "flag":
      return true;
    case "choices":
    case "words":
      return [];
    case "rows":
      return [blank(shape.items!)];
    case "group":
      return Object.fromEntries((shape.required ?? []).map((r) => [r, blank(shape.properties?.[r] ?? {}, r)]));
    case "map":
    case "raw":
      return {};
    default:
      return name === "id" ? "new" : "";
  }
}
