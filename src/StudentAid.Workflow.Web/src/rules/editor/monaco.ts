import "monaco-editor/features/register.all";
import { editor, languages, MarkerSeverity, Range, Uri, type IRange } from "monaco-editor/editor";
import { jsonDefaults } from "monaco-editor/languages/features/json/register";
import EditorWorker from "monaco-editor/editor/editor.worker?worker";
import JsonWorker from "monaco-editor/languages/features/json/json.worker?worker";

self.MonacoEnvironment = { getWorker: (_, label) => (label === "json" ? new JsonWorker() : new EditorWorker()) };

const colours = (dark: boolean): editor.IStandaloneThemeData => ({
  base: dark ? "vs-dark" : "vs",
  inherit: true,
  rules: dark ? [] : [{ token: "string.key.json", foreground: "0b3d91" }, { token: "string.value.json", foreground: "7a3a00" }, { token: "number", foreground: "1d6b3a" }],
  colors: dark
    ? { "editor.background": "#17181a", "editorLineNumber.foreground": "#9aa0a6", "editorGutter.background": "#17181a" }
    : { "editor.background": "#ffffff", "editorLineNumber.foreground": "#6b6b6b", "editorLineNumber.activeForeground": "#1f2329" },
});
editor.defineTheme("paper", colours(false));
editor.defineTheme("night", colours(true));

const Folder = "inmemory://definitions/";

/** Where a text stands, so that its `$schema`, however many folders it goes up, leads to where the schemas are. */
export const addressOf = (name: string): Uri => Uri.parse(`${Folder}${name}.json`);

/** Completes and explains by these schemas, the first of which is the text's own; what is wrong says the server, in its own words. */
export function useSchemas(schemas: { name: string; schema: unknown }[]): void {
  jsonDefaults.setDiagnosticsOptions({
    validate: false,
    enableSchemaRequest: false,
    schemas: schemas.flatMap((s, i) => [
      { uri: `${Folder}schema/${s.name}`, ...(i === 0 ? { fileMatch: ["*"] } : {}), schema: s.schema as never },
      { uri: s.name, schema: s.schema as never },
    ]),
  });
}

export { editor, languages, MarkerSeverity, Range, Uri, type IRange };
