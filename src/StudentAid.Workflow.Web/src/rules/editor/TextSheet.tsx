import { RedoOutlined, UndoOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { forwardRef, lazy, Suspense, useImperativeHandle, useRef, type KeyboardEvent, type ReactNode, type RefObject } from "react";
import { language as speaks, useSay } from "@/app/texts";
import type { TextHandle, TextProps } from "./Text";

/** The editor's own words come with it; they are read before anything of it runs. */
const Text = lazy(async () => {
  if (speaks() !== "en") await import("monaco-editor/nls/lang/zh-cn");
  return import("./Text");
});

interface TextSheetProps extends Omit<TextProps, "value" | "label" | "fixing"> {
  text: string;
  /** Shown in the place of the text, for reading only. */
  instead?: string;
  above?: ReactNode;
}

/** The text with what undoes and redoes it, whoever changed it. */
export const TextSheet = forwardRef<TextHandle, TextSheetProps>(function TextSheet({ text, instead, above, ...props }, outer) {
  const say = useSay();
  const hand = useRef<TextHandle>(null);
  useImperativeHandle(outer, () => ({ apply: (s) => hand.current?.apply(s), undo: () => hand.current?.undo(), redo: () => hand.current?.redo(), reveal: (o, l) => hand.current?.reveal(o, l) ?? false }));
  return (
    <section className="sheet" aria-label={say("rules.text")}>
      <div className="sheet-head">
        {above ?? <h2>{say("rules.text")}</h2>}
        <span className="grow" />
        <Button size="small" type="text" icon={<UndoOutlined />} aria-label={say("rules.undo")} title={say("rules.undo")} disabled={props.readOnly} onClick={() => hand.current?.undo()} />
        <Button size="small" type="text" icon={<RedoOutlined />} aria-label={say("rules.redo")} title={say("rules.redo")} disabled={props.readOnly} onClick={() => hand.current?.redo()} />
      </div>
      <div className="sheet-body">
        <Suspense fallback={<p className="quiet">{say("rules.opening")}</p>}>
          <div hidden={instead !== undefined} className="fill">
            <Text ref={hand} value={text} label={say("rules.text")} fixing={(word) => say("rules.fix", { word })} {...props} />
          </div>
        </Suspense>
        {instead !== undefined && <pre className="code fill" tabIndex={0}>{instead}</pre>}
      </div>
    </section>
  );
});

/** Undoes and redoes the text from wherever one stands beside it; in a field the keys are the field's. */
export const undoing = (hand: RefObject<TextHandle | null>) => (k: KeyboardEvent) => {
  const inField = (k.target as HTMLElement).closest("input, textarea, [contenteditable], .monaco-editor");
  if (inField || !(k.ctrlKey || k.metaKey) || k.key.toLowerCase() !== "z") return;
  k.preventDefault();
  if (k.shiftKey) hand.current?.redo();
  else hand.current?.undo();
};
