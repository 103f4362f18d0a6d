import { forwardRef, useEffect, useImperativeHandle, useRef } from "react";
import type { Api } from "@/api/client";
import { useShade } from "@/app/Door";
import { textOf, useLanguage, useSay } from "@/app/texts";
import { addressOf, editor, languages, MarkerSeverity, Range, useSchemas } from "./monaco";
import { spliced, type Splice } from "./source";

/** What others do with the text: a gesture is one step that is undone at once, and the same undo takes back what was typed. */
export interface TextHandle {
  apply: (splices: Splice[]) => void;
  undo: () => void;
  redo: () => void;
  /** False where the text is not there yet. */
  reveal: (offset: number, length: number) => boolean;
}

/** A snippet: what is typed to find it, what it explains, what it writes. */
export interface Snippet {
  label: string;
  detail: string;
  text: string;
}

/** A part of the text that is explained when one points at it. */
export interface Help {
  offset: number;
  length: number;
  lines: string[];
}

export interface TextProps {
  value: string;
  label: string;
  /** The text's own first, then those that it refers to. */
  schemas: { name: string; schema: unknown }[];
  /** Names the text among those of the page. */
  own: string;
  findings: Api["FindingView"][];
  snippets: Snippet[];
  help: Help[];
  readOnly: boolean;
  changed: (text: string) => void;
  pointed: (offset: number) => void;
  /** What a finding's own correction is called. */
  fixing: (word: string) => string;
}

/** The text as its author writes it. Full-width punctuation is what a Chinese text is written with, and nothing is wrong with it. */
const Text = forwardRef<TextHandle, TextProps>(function Text(props, handle) {
  const { shade } = useShade();
  const [language] = useLanguage();
  const say = useSay();
  const box = useRef<HTMLDivElement>(null);
  const made = useRef<editor.IStandaloneCodeEditor>(null);
  const latest = useRef(props);
  latest.current = props;
  const own = props.own;

  useEffect(() => {
    const model = editor.createModel(latest.current.value, "json", addressOf(own));
    const shown = editor.create(box.current!, {
      model,
      ariaLabel: latest.current.label,
      readOnly: latest.current.readOnly,
      automaticLayout: true,
      minimap: { enabled: false },
      fontSize: 13,
      lineHeight: 20,
      tabSize: 2,
      wordWrap: "off",
      scrollBeyondLastLine: false,
      renderLineHighlight: "line",
      renderFinalNewline: "on",
      fixedOverflowWidgets: true,
      padding: { top: 10, bottom: 10 },
      lineNumbersMinChars: 3,
      folding: true,
      accessibilitySupport: "on",
      unicodeHighlight: { ambiguousCharacters: false, nonBasicASCII: false, invisibleCharacters: true },
      snippetSuggestions: "top",
      // The keyboard must be able to leave: Tab goes on, indentation is the editor's own affair.
      tabFocusMode: true,
    });
    made.current = shown;
    const watching = [
      model.onDidChangeContent(() => latest.current.changed(model.getValue())),
      shown.onDidChangeCursorPosition((e) => e.reason === 3 /* explicit */ && latest.current.pointed(model.getOffsetAt(e.position))),
      languages.registerHoverProvider("json", {
        provideHover: (of, position) => {
          if (of !== model) return null;
          const at = model.getOffsetAt(position);
          const found = latest.current.help.filter((h) => h.offset <= at && at <= h.offset + h.length).sort((a, b) => a.length - b.length)[0];
          return found ? { contents: found.lines.map((value) => ({ value })) } : null;
        },
      }),
      languages.registerCodeActionProvider("json", {
        provideCodeActions: (of, range) => {
          const actions = of !== model ? [] : latest.current.findings.flatMap((f) => {
            const at = f.fix && rangeOf(model, f.fix.offset, f.fix.length);
            const near = f.place && rangeOf(model, f.place.offset, f.place.length);
            if (!at || !near || !Range.areIntersectingOrTouching(near, range)) return [];
            return [{ title: latest.current.fixing(f.fix!.text), kind: "quickfix", isPreferred: true, edit: { edits: [{ resource: model.uri, versionId: model.getVersionId(), textEdit: { range: at, text: f.fix!.text } }] } }];
          });
          return { actions, dispose: () => undefined };
        },
      }),
      languages.registerCompletionItemProvider("json", {
        triggerCharacters: ["{"],
        provideCompletionItems: (of, position) => {
          if (of !== model) return { suggestions: [] };
          const line = model.getLineContent(position.lineNumber).slice(0, position.column - 1);
          const begun = /[\w\p{L}{]*$/u.exec(line)![0];
          if (!/^[\s,[]*$/.test(line.slice(0, line.length - begun.length))) return { suggestions: [] };
          const range = new Range(position.lineNumber, position.column - begun.length, position.lineNumber, position.column);
          return {
            suggestions: latest.current.snippets.map((s) => ({
              label: s.label,
              detail: s.detail,
              kind: languages.CompletionItemKind.Snippet,
              insertText: s.text,
              insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet,
              filterText: `{${s.label}`,
              range,
            })),
          };
        },
      }),
    ];
    return () => {
      watching.forEach((w) => w.dispose());
      shown.dispose();
      model.dispose();
      made.current = null;
    };
  }, [own]);

  useEffect(() => useSchemas(props.schemas), [props.schemas]);
  useEffect(() => editor.setTheme(shade === "dark" ? "night" : "paper"), [shade]);
  useEffect(() => {
    made.current?.updateOptions({ readOnly: props.readOnly, ariaLabel: props.label });
  }, [props.readOnly, props.label]);

  useEffect(() => {
    const model = made.current?.getModel();
    if (!model) return;
    const marked = (f: Api["FindingView"]) => {
      const { startLineNumber, startColumn, endLineNumber, endColumn } = rangeOf(model, f.place?.offset ?? 0, Math.max(1, f.place?.length ?? 1));
      return {
        startLineNumber, startColumn, endLineNumber, endColumn,
        severity: f.severity === "error" ? MarkerSeverity.Error : f.severity === "warning" ? MarkerSeverity.Warning : MarkerSeverity.Info,
        message: textOf(f.sentence, language) + (f.article ? `\n${say("ui.article", { article: f.article })}` : ""),
      };
    };
    editor.setModelMarkers(model, "server", props.findings.map(marked));
  }, [props.findings, language, say]);

  useImperativeHandle(handle, () => ({
    apply: (splices) => {
      const shown = made.current;
      const model = shown?.getModel();
      if (!shown || !model || splices.length === 0) return;
      const before = model.getValue();
      const edit = difference(before, spliced(before, splices));
      shown.pushUndoStop();
      shown.executeEdits("gesture", [{ range: rangeOf(model, edit.offset, edit.length), text: edit.text }]);
      shown.pushUndoStop();
    },
    undo: () => made.current?.trigger("picture", "undo", null),
    redo: () => made.current?.trigger("picture", "redo", null),
    reveal: (offset, length) => {
      const shown = made.current;
      const model = shown?.getModel();
      if (!shown || !model) return false;
      const at = rangeOf(model, offset, length);
      shown.setSelection(at);
      shown.revealLineInCenterIfOutsideViewport(at.startLineNumber);
      shown.setScrollLeft(0);
      return true;
    },
  }));

  return <div ref={box} className="text-editor" />;
});

export default Text;

function rangeOf(model: editor.ITextModel, offset: number, length: number): Range {
  const [from, to] = [model.getPositionAt(offset), model.getPositionAt(offset + length)];
  return new Range(from.lineNumber, from.column, to.lineNumber, to.column);
}

/** The one stretch in which two texts differ. */
function difference(before: string, after: string): Splice {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { offset: start, length: before.length - start - end, text: after.slice(start, after.length - end) };
}
