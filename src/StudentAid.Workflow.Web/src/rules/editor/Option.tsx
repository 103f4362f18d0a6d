import { useQuery } from "@tanstack/react-query";
import { Input, InputNumber, Select, Switch } from "antd";
import { useEffect, useState } from "react";
import { api, body, type Api } from "@/api/client";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { useTerm } from "./words";

interface OptionProps {
  of: Api["OptionView"];
  value: unknown;
  disabled: boolean;
  id: string;
  changed: (value: unknown) => void;
}

const isExpression = (value: unknown): boolean => typeof value === "string" && /^=[^=]/.test(value);

/** One option's field, after its description; an expression is written as it is, whatever the option's kind. */
export function Option({ of, value, disabled, id, changed }: OptionProps) {
  const term = useTerm();
  const say = useSay();
  const common = { id, disabled, className: "wide" };
  if (isExpression(value) || (value !== null && typeof value === "object" && !Array.isArray(value))) return <Written {...common} value={value} changed={changed} />;
  if (of.choices.length > 0) {
    return <Select {...common} allowClear value={value as string} placeholder={placeholder(of, term)} options={of.choices.map((c) => ({ value: c, label: term(c) }))} onChange={(v) => changed(v)} />;
  }
  if (of.references) return <Reference {...common} kind={of.references} value={value as string} changed={changed} />;
  switch (of.kind) {
    case "bool":
      return <Switch id={id} disabled={disabled} checked={(value ?? of.default) === true} onChange={(v) => changed(v)} checkedChildren={say("rules.yes")} unCheckedChildren={say("rules.no")} />;
    case "number":
    case "integer":
      return (
        <Typed value={value as number | undefined} changed={changed}>
          {(typing, type, keep) => (
            <InputNumber {...common} value={typing ?? null} placeholder={placeholder(of, term)} {...(of.minimum == null ? {} : { min: of.minimum })} {...(of.maximum == null ? {} : { max: of.maximum })} {...(of.kind === "integer" ? { precision: 0 } : {})} onChange={(v) => type(v ?? undefined)} onBlur={keep} onPressEnter={keep} />
          )}
        </Typed>
      );
    case "list":
      return (value === undefined || (Array.isArray(value) && value.every((v) => typeof v === "string")))
        ? <Select {...common} mode="tags" open={false} suffixIcon={null} value={(value as string[]) ?? []} onChange={(v: string[]) => changed(v.length > 0 ? v : undefined)} />
        : <Written {...common} value={value} changed={changed} />;
    case "text":
    case "duration":
    case "instant":
      return (
        <Typed value={value as string | undefined} changed={changed}>
          {(typing, type, keep) => <Input {...common} value={typing ?? ""} placeholder={placeholder(of, term)} onChange={(e) => type(e.target.value || undefined)} onBlur={keep} onPressEnter={keep} />}
        </Typed>
      );
    default:
      return <Written {...common} value={value} changed={changed} />;
  }
}

const placeholder = (of: Api["OptionView"], term: (word: string) => string): string => {
  const value = of.default as unknown;
  return typeof value === "string" || typeof value === "number" ? term(String(value)) : "";
};

/** What is typed becomes a step of its own once the field is left. */
export function Typed<T>({ value, changed, children }: { value: T | undefined; changed: (value: T | undefined) => void; children: (typing: T | undefined, type: (value: T | undefined) => void, keep: () => void) => React.ReactNode }) {
  const [typing, type] = useState(value);
  useEffect(() => type(value), [value]);
  return children(typing, type, () => JSON.stringify(typing) !== JSON.stringify(value) && changed(typing));
}

/** A value as it is written in the text: JSON, or an expression. */
export function Written({ value, changed, label, ...common }: { value: unknown; changed: (value: unknown) => void; id: string; disabled: boolean; className: string; label?: string }) {
  const say = useSay();
  const [wrong, setWrong] = useState(false);
  return (
    <Typed value={value === undefined ? undefined : typeof value === "string" ? value : JSON.stringify(value)} changed={(text) => {
      if (text === undefined) return changed(undefined);
      if (isExpression(text)) return changed(text);
      try {
        changed(JSON.parse(text) as unknown);
        setWrong(false);
      } catch {
        setWrong(true);
      }
    }}>
      {(typing, type, keep) => (
        <>
          <Input.TextArea {...common} {...(label === undefined ? {} : { "aria-label": label })} autoSize={{ minRows: 1, maxRows: 5 }} value={typing ?? ""} {...(wrong ? { status: "error" } : {})} onChange={(e) => type(e.target.value || undefined)} onBlur={keep} />
          {wrong && <span className="overdue">{say("rules.not-a-value")}</span>}
        </>
      )}
    </Typed>
  );
}

/** A document by its name. */
export function Reference({ kind, value, changed, label, ...common }: { kind: string; value: string | undefined; changed: (value: unknown) => void; id: string; disabled: boolean; className: string; label?: string }) {
  const [language] = useLanguage();
  const list = useQuery({ queryKey: ["packs", kind], queryFn: () => body(kind === "definition" ? api.GET("/api/definitions") : api.GET("/api/packs", { params: { query: { kind } } })) });
  const names = new Map((list.data?.items ?? []).filter((d) => d.kind === kind && d.state === "published").map((d) => [d.id, textOf(d.name, language) || d.id]));
  if (value && !names.has(value)) names.set(value, value);
  return <Select {...common} {...(label === undefined ? {} : { "aria-label": label, size: "small" as const })} allowClear showSearch={{ optionFilterProp: "label" }} value={value} loading={list.isPending} options={[...names].map(([id, label]) => ({ value: id, label }))} onChange={(v) => changed(v)} />;
}
