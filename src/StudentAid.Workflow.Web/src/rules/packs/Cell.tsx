import { Input, InputNumber, Select } from "antd";
import type { Node } from "jsonc-parser";
import { useContext, type ReactNode } from "react";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { Reference, Typed, Written } from "../editor/Option";
import { itemsOf, member, plain } from "../editor/source";
import { label, put, type Way } from "./edits";
import { HandContext } from "./hand";
import { useWordName } from "./names";
import { mannerOf, type Shape } from "./shapes";

/** Members that name a row of another list of the same document. */
const refers: Record<string, string> = { factor: "factors", group: "groups", within: "groups", page: "pages" };

/** Members that name another document, and its kind. */
const documents: Record<string, string> = { scale: "scale", commitment: "commitment" };

interface CellProps {
  name: string;
  title: string;
  way: Way;
  shape: Shape;
  node: Node | undefined;
}

/** One value. It becomes a change of the text when the field is left. */
export function Cell({ name, title, way, shape, node }: CellProps): ReactNode {
  const say = useSay();
  const [language] = useLanguage();
  const word = useWordName();
  const { source, readOnly, act } = useContext(HandContext);
  const write = (value: unknown) => act((s) => put(s, way, value));
  const common = { "aria-label": title, disabled: readOnly, size: "small" as const };
  const value = plain(node);
  switch (mannerOf(shape, node)) {
    case "label": {
      const pair = typeof value === "object" && value !== null ? (value as Record<string, string>) : { "zh-CN": (value as string | undefined) ?? "" };
      return (
        <span className="pair">
          {(["zh-CN", "en"] as const).map((of) => (
            <Typed<string> key={of} value={pair[of]} changed={(v) => act((s) => label(s, way, of, v ?? ""))}>
              {(typing, type, keep) => <Input {...common} aria-label={say(of === "en" ? "rules.in-english" : "rules.in-chinese", { name: title })} placeholder={say(of === "en" ? "rules.english" : "rules.chinese")} value={typing ?? ""} onChange={(e) => type(e.target.value)} onBlur={keep} onPressEnter={keep} />}
            </Typed>
          ))}
        </span>
      );
    }
    case "choice":
      return <Select {...common} className="cell" allowClear value={(value as string | undefined) ?? null} options={shape.enum!.map((v) => ({ value: v, label: word(v) }))} onChange={(v: string | undefined) => write(v)} />;
    case "flag":
      return <Select {...common} className="cell" allowClear value={value === undefined ? null : String(value)} options={[{ value: "true", label: say("rules.yes") }, { value: "false", label: say("rules.no") }]} onChange={(v: string | undefined) => write(v === undefined ? undefined : v === "true")} />;
    case "choices":
      return <Select {...common} className="cell" mode="multiple" value={(value as string[] | undefined) ?? []} options={shape.items!.enum!.map((v) => ({ value: v, label: word(v) }))} onChange={(v: string[]) => write(v)} />;
    case "words":
      return <Select {...common} className="cell" mode="tags" open={false} suffixIcon={null} value={(value as string[] | undefined) ?? []} onChange={(v: string[]) => write(v)} />;
    case "number":
      return <Typed<number> value={value as number | undefined} changed={write}>{(typing, type, keep) => <InputNumber {...common} className="number-cell" value={typing ?? null} onChange={(v) => type(v ?? undefined)} onBlur={keep} onPressEnter={keep} />}</Typed>;
    case "date":
      return <Typed<string> value={value as string | undefined} changed={write}>{(typing, type, keep) => <Input {...common} className="cell" type="date" value={typing ?? ""} onChange={(e) => type(e.target.value || undefined)} onBlur={keep} />}</Typed>;
    case "text": {
      if (documents[name]) return <Reference id={`v-${way.join("-")}`} label={title} kind={documents[name]} disabled={readOnly} className="cell" value={value as string | undefined} changed={write} />;
      const rows = refers[name] === undefined ? [] : itemsOf(member(source.root, refers[name]));
      if (rows.length > 0) return <Select {...common} className="cell" allowClear value={(value as string | undefined) ?? null} options={rows.map((r) => ({ value: member(r, "id")?.value as string, label: textOf(plain(member(r, "name") ?? member(r, "title")) ?? "", language) || (member(r, "id")?.value as string) }))} onChange={(v: string | undefined) => write(v)} />;
      return (
        <Typed<string> value={value as string | undefined} changed={(v) => write(v ?? "")}>
          {(typing, type, keep) => (name === "note" || (typing ?? "").length > 40
            ? <Input.TextArea {...common} autoSize={{ minRows: 1, maxRows: 6 }} value={typing ?? ""} onChange={(e) => type(e.target.value)} onBlur={keep} />
            : <Input {...common} className="cell" value={typing ?? ""} onChange={(e) => type(e.target.value)} onBlur={keep} onPressEnter={keep} />)}
        </Typed>
      );
    }
    default:
      return <Written id={`v-${way.join("-")}`} label={title} disabled={readOnly} className="wide" value={value} changed={write} />;
  }
}
