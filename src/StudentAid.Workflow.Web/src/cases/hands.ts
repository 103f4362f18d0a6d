import type { Api } from "@/api/client";
import type { Schema } from "@/ui/form/schema";

type Action = Api["TaskAction"];
type Task = Api["ActionView"];

/** Acts that hand a task round and do not do it; no activity has a verb of these names. */
const round = new Set(["claim", "release", "transfer", "delegate", "reply", "recall", "add-signer", "remove-signer", "sign", "copy", "remind"]);

/** Whether an act stands behind "more": what somebody was asked for, his answer or signature, is his main act and does not. */
export const isBehindMore = (action: Action): boolean => round.has(action.verb) && action.tone !== "primary";

/** What a family does with its form: staff do it from the paper, on a page of its own. */
export const isOfPaper = (action: Action): boolean => "onBehalf" in ((action.input as Schema).properties ?? {});

export interface TaskRow {
  task: Task;
  /** Another's to do: there is nothing here but to remind him. */
  others: boolean;
}

/** The tasks of a case in one row each: one's own with all that may be done there, then those of others. */
export const rowsOf = (items: Task[], others: Task[]): TaskRow[] => [
  ...items.map((task) => ({ task: { ...task, actions: [...task.actions, ...others.filter((o) => o.task === task.task).flatMap((o) => o.actions)] }, others: false })),
  ...others.filter((o) => items.every((i) => i.task !== o.task)).map((task) => ({ task, others: true })),
];

const Copy = "copy";
const Between = " ";

/** A post as a choice among people, whose ids hold no space. */
export const postKey = (post: Api["PostView"]): string => `${post.role}${Between}${post.unit}`;

/** What is asked of an act: of a copy one choice, a person or a post. */
export const askedOf = (action: Action): Schema => {
  const schema = action.input as Schema;
  return action.verb === Copy && schema.properties?.to ? { ...schema, required: ["to"], properties: { to: schema.properties.to } } : schema;
};

/** What is put down of something done elsewhere, a visit or a talk: it asks who was there, and is filled in where there may be no network. */
export const isDoneElsewhere = (schema: Schema): boolean => "persons" in (schema.properties ?? {});

/** Files that an act takes along, each by its hash. */
export const takesFiles = (name: string, schema: Schema): boolean => name === "evidence" && schema.type === "array" && schema.items?.type === "string";

/** Kept files as the hashes by which an act names them. */
export const hashesOf = (action: Action, given: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, takesFiles(name, (action.input as Schema).properties?.[name] ?? {}) && Array.isArray(value) ? (value as { hash: string }[]).map((f) => f.hash) : value]));

/** What is sent of it: a chosen post as role and unit. */
export const sentOf = (action: Action, input: unknown): unknown => {
  const [role, unit] = action.verb === Copy ? String((input as { to?: string }).to ?? "").split(Between) : [];
  return role && unit ? { role, unit } : input;
};
