import { Form } from "antd";
import { createContext, useContext } from "react";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { isEmpty, yuanOf, type Schema } from "./schema";

/** Answers that a form began with, and where they come from, in words. */
export interface Before {
  answers: unknown;
  said: string;
}

/** Set around a form that was filled from an earlier one. */
export const BeforeContext = createContext<Before | null>(null);

const at = (value: unknown, path: (string | number)[]): unknown => path.reduce<unknown>((v, name) => (v as Record<string, unknown> | undefined)?.[name], value);

/** Whether two answers say the same, whatever is empty in either. */
export const saysSame = (one: unknown, other: unknown): boolean => JSON.stringify(bare(one)) === JSON.stringify(bare(other));

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== "object") return value === "" || value === false ? undefined : value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, v]) => [name, bare(v)] as const)
      .filter(([, v]) => !isEmpty(v))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Marks a field that says something else than the form began with, and says what stood there. Fields of rows are marked by their list. */
export function Was({ schema, path }: { schema: Schema; path: (string | number)[] }) {
  const before = useContext(BeforeContext);
  return before && typeof path[0] !== "number" ? <Differs schema={schema} path={path} before={before} /> : null;
}

function Differs({ schema, path, before }: { schema: Schema; path: (string | number)[]; before: Before }) {
  const say = useSay();
  const [language] = useLanguage();
  const now: unknown = Form.useWatch(path);
  // Its own part of the path ("answers") stands before the answer's.
  const was = at(before.answers, path.slice(1));
  // What is asked anew each year did not come along, and nothing is said of it.
  if (was === undefined || saysSame(now, was)) return null;
  const one = (value: unknown): string => {
    const choices = schema.items?.enum ? schema.items : schema;
    const labelled = choices.enum?.indexOf(value as string) ?? -1;
    if (labelled >= 0) return textOf(choices.labels?.[labelled] ?? String(value), language);
    if (schema.widget === "money") return `${yuanOf(value) ?? ""} ${say("ui.yuan")}`;
    return String(value);
  };
  const text = isEmpty(was) || was === false ? say("ui.form-was-empty") : schema.items?.properties ? say("ui.form-was-rows", { count: (was as unknown[]).length }) : Array.isArray(was) ? was.map(one).join(say("ui.list-comma")) : was === true ? say("ui.form-was-ticked") : one(was);
  return <span className="was">{say("ui.form-was", { said: before.said, text })}</span>;
}
