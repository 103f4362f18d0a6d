import { Radio, Select } from "antd";
import type { ReactNode } from "react";
import type { Api } from "@/api/client";
import { useMe } from "@/app/session";
import { textOf, useLanguage, useSay, type Key } from "@/app/texts";
import { usePrincipals } from "@/operations/principals";
import { Evidence } from "@/oversight/Evidence";
import { Choice } from "@/ui/form/Choice";
import type { Schema } from "@/ui/form/schema";
import { Picked } from "@/ui/Paper";
import { dayAt } from "@/ui/time";
import { takesFiles } from "./hands";
import { PersonPicker } from "./PersonPicker";

const methods: Record<string, Key> = {
  "home-visit": "cases.method-home-visit",
  talk: "cases.method-talk",
  telephone: "cases.method-telephone",
  letter: "cases.method-letter",
  data: "cases.method-data",
};

const states: Record<string, Key> = { matched: "ui.match-matched", none: "ui.match-none" };

const moments: Record<string, Key> = { before: "cases.when-before", after: "cases.when-after" };

const redos: Record<string, Key> = { between: "cases.redo-between", none: "cases.redo-none" };

/** The act at a task of which the controls are, and the activities that it may be returned to. */
interface Of {
  task: string;
  verb: string;
  targets?: { value: string; label: string }[];
  /** Whose case it is; where it is not one person's, no files go along. */
  person?: string | undefined;
}

/**
 * Controls of an act's fields of which the schema knows only the shape: who verified and who is to have the task is chosen by name, codes by their words, a reason among those the act may
 * give.
 */
export function useControls(reasons: Api["VerbReason"][] = [], of?: Of): (name: string, schema: Schema) => ReactNode {
  const say = useSay();
  const [language] = useLanguage();
  const me = useMe().data;
  const staff = usePrincipals().list;
  const people = new Map([...(me ? [[me.id, me.name] as const] : []), ...staff.filter((p) => !p.isMachine).map((p) => [p.id, p.name] as const)]);
  return (name, schema) => {
    if (name === "persons" && schema.type === "array") return <Select mode="multiple" optionFilterProp="label" options={[...people].map(([value, label]) => ({ value, label }))} />;
    if (takesFiles(name, schema) && of?.person) return <Evidence whose={{ person: of.person }} category="act" />;
    if (name === "receipt" && of?.person && schema.type === "string") return <Picked whose={{ person: of.person }} category="receipt" label={say("cases.field-receipt")} />;
    if (name === "to" && of && schema.type === "string") return <PersonPicker key={of.verb} task={of.task} verb={of.verb} />;
    if (name === "when" && schema.enum?.every((s) => moments[String(s)])) return <Radio.Group options={schema.enum.map((s) => ({ value: s, label: say(moments[String(s)]!) }))} />;
    if (name === "redo" && schema.enum?.every((s) => redos[String(s)])) return <Radio.Group options={schema.enum.map((s) => ({ value: s, label: say(redos[String(s)]!) }))} />;
    if (name === "target" && of?.targets?.length && schema.type === "string") return <Choice options={of.targets} />;
    if (name === "agree" && schema.type === "boolean") return <Radio.Group options={[true, false].map((agree) => ({ value: agree, label: say(agree ? "cases.agree-yes" : "cases.agree-no") }))} />;
    if (name === "method" && schema.type === "string" && !schema.enum) return <Choice options={Object.entries(methods).map(([value, key]) => ({ value, label: say(key) }))} />;
    if (name === "state" && schema.enum?.every((s) => states[String(s)])) return <Radio.Group options={schema.enum.map((s) => ({ value: s, label: say(states[String(s)]!) }))} />;
    if (name === "reason" && reasons.length > 0 && schema.type === "string" && !schema.enum) return <Choice options={reasons.map((r) => ({ value: r.code, label: textOf(r.name, language) }))} />;
    return undefined;
  };
}

/** What such an act begins with: done today, by whoever puts it down, and all of it. */
export function useFirst(): (schema: Schema) => Record<string, unknown> {
  const me = useMe().data;
  return (schema) => {
    const asks = (name: string) => Boolean(schema.properties?.[name]);
    return me && asks("persons") ? { persons: [me.id], ...(asks("date") ? { date: dayAt(me.now) } : {}), ...(asks("finish") ? { finish: true } : {}) } : {};
  };
}
