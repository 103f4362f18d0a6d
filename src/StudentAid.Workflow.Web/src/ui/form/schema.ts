/** The subset of JSON Schema that forms are written in, with the pack's hints for page, order and widget. */
export interface Schema {
  type?: "string" | "number" | "integer" | "boolean" | "object" | "array";
  title?: unknown;
  description?: unknown;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  enum?: (string | number)[];
  labels?: unknown[];
  const?: unknown;
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  additionalProperties?: unknown;
  page?: string;
  order?: number;
  widget?: string;
}

export interface FormDocument {
  id: string;
  kind: string;
  name?: unknown;
  commitment?: string;
  pages?: { id: string; title: unknown }[];
  schema?: Schema;
  text?: unknown;
  computed?: { field: string }[];
  [member: string]: unknown;
}

/** The schema of what is typed: fields that the server computes are not asked for. */
export function asked(document: FormDocument): Schema {
  const without = (schema: Schema, path: string[]): Schema => {
    const [name, ...rest] = path;
    const member = name === undefined ? undefined : schema.properties?.[name];
    if (name === undefined || member === undefined) return schema;
    const { [name]: left, ...others } = schema.properties!;
    return { ...schema, properties: rest.length === 0 ? others : { ...others, [name]: without(left!, rest) } };
  };
  return (document.computed ?? []).reduce((schema, c) => without(schema, c.field.split(".")), document.schema ?? {});
}

const Last = 999;

/** Fields in the order that the pack wants them, then as they are listed as required (a record's own order is lost in its canonical form), then the rest. */
export const fieldsOf = (schema: Schema): [string, Schema][] => {
  const listed = (name: string): number => {
    const at = schema.required?.indexOf(name) ?? -1;
    return at < 0 ? Last : at;
  };
  return Object.entries(schema.properties ?? {})
    .map((field, at) => ({ field, at }))
    .sort((a, b) => (a.field[1].order ?? Last) - (b.field[1].order ?? Last) || listed(a.field[0]) - listed(b.field[0]) || a.at - b.at)
    .map((x) => x.field);
};

export type Fault =
  | { kind: "needed" }
  | { kind: "pattern" }
  | { kind: "not-a-number" }
  | { kind: "least"; value: number }
  | { kind: "most"; value: number }
  | { kind: "longest"; value: number }
  | { kind: "shortest"; value: number };

export const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** What is wrong with one value as it stands in the form; null where nothing is. Money stands there in fen. */
export function faultOf(schema: Schema, value: unknown, required: boolean): Fault | null {
  if (isEmpty(value)) return required ? { kind: "needed" } : null;
  if (schema.type === "integer" || schema.type === "number") {
    if (typeof value !== "number" || !Number.isFinite(value) || (schema.type === "integer" && !Number.isInteger(value))) return { kind: "not-a-number" };
    if (schema.minimum !== undefined && value < schema.minimum) return { kind: "least", value: schema.minimum };
    if (schema.maximum !== undefined && value > schema.maximum) return { kind: "most", value: schema.maximum };
    return null;
  }
  if (typeof value === "string") {
    if (schema.minLength !== undefined && value.length < schema.minLength) return { kind: "shortest", value: schema.minLength };
    if (schema.maxLength !== undefined && value.length > schema.maxLength) return { kind: "longest", value: schema.maxLength };
    if (schema.pattern !== undefined && !new RegExp(schema.pattern, "u").test(value)) return { kind: "pattern" };
  }
  return null;
}

/** The answers as they are sent: only what the schema knows, nothing empty, every list a list. */
export function clean(schema: Schema, value: unknown): unknown {
  if (schema.type === "object" || schema.properties) {
    const record = (value ?? {}) as Record<string, unknown>;
    if (!schema.properties) return record;
    const kept: Record<string, unknown> = {};
    for (const [name, of] of Object.entries(schema.properties)) {
      const given = clean(of, record[name]);
      const member = of.type === "boolean" && given === undefined && schema.required?.includes(name) ? false : given;
      if (!isEmpty(member) || (of.type === "array" && schema.required?.includes(name))) kept[name] = member ?? [];
    }
    return kept;
  }
  if (schema.type === "array") return Array.isArray(value) ? value.map((v) => clean(schema.items ?? {}, v)) : value;
  return typeof value === "string" ? value.trim() : value;
}

/** Yuan as typed, fen as sent; rounded once, to whole fen. */
export const fenOf = (yuan: number | string | null): number | undefined => {
  if (yuan === null || yuan === "") return undefined;
  const number = Number(yuan);
  return Number.isFinite(number) ? Math.round(number * 100) : undefined;
};

export const yuanOf = (fen: unknown): number | null => (typeof fen === "number" ? fen / 100 : null);
