import { createCache, extractStyle, StyleProvider } from "@ant-design/cssinjs";
import * as antd from "antd";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createElement, type ComponentType, type ReactNode } from "react";
import { renderToString } from "react-dom/server";
import type { Plugin } from "vite";
import { themeOf, type Shade } from "../src/app/theme.ts";

/** The dashboard's pages, each with a sheet of its own. */
export type Door = "work" | "family";

const Web = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const Source = join(Web, "src");
const Antd = join(Web, "node_modules/antd/es");

/** Ant Design's components and the folders in which they stand. */
const folders = new Map([...readFileSync(join(Antd, "index.js"), "utf8").matchAll(/export \{ default as (\w+) \} from '\.\/([\w-]+)'/g)].map((m) => [m[1]!, m[2]!]));

const named = (list: string) => list.split(",").map((n) => n.trim()).filter((n) => n && !n.startsWith("type "));

/** What our files take from Ant Design by name. */
export const takenIn = (code: string): string[] => [...code.matchAll(/import \{([^}]*)\} from "antd"/g)].flatMap((m) => named(m[1]!));

function fileOf(path: string): string {
  const found = [path, `${path}.ts`, `${path}.tsx`, `${path}.js`, join(path, "index.js")].find((p) => /\.(tsx?|js|json|css)$/.test(p) && existsSync(p));
  if (!found) throw new Error(`Expected a file at ${path}, but there is none.`);
  return found;
}

/** Every file, ours and Ant Design's, that a door can come to load: what a component draws inside is reached with it. */
export function reached(door: Door): Set<string> {
  const files = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    if (/\.(json|css)$/.test(file)) return;
    const code = readFileSync(file, "utf8");
    for (const name of takenIn(code)) visit(fileOf(join(Antd, folders.get(name) ?? name)));
    for (const [, to] of code.matchAll(/^(?!import type ).*?(?:\bfrom |\bimport |\bimport\()["']((?:\.|@\/)[^"'?]*)["']/gm)) visit(fileOf(to!.startsWith("@/") ? join(Source, to!.slice(2)) : resolve(dirname(file), to!)));
  };
  visit(join(Source, `${door}.tsx`));
  return files;
}

const Makers = /^gen(?:StyleHooks|ComponentStyleHook|SubStyleComponent)$/;

const Made = new RegExp(String.raw`\b${Makers.source.slice(1, -1)}\(\s*(?:\[\s*'(\w+)',\s*'([\w-]+)'\s*\]|'(\w+)')`, "g");

/** The names of the rules that Ant Design's files make. */
export const madeIn = (files: Iterable<string>): Set<string> =>
  new Set([...files].filter((f) => f.startsWith(Antd)).flatMap((f) => [...readFileSync(f, "utf8").matchAll(Made)].map(([, part, of, whole]) => (whole ? `${whole}-${whole}` : `${part}-${of}`))));

type Any = ComponentType<Record<string, unknown>> & Record<string, ComponentType<Record<string, unknown>>>;

const h = (type: unknown, props?: Record<string, unknown>, ...children: ReactNode[]) => createElement(type as ComponentType<Record<string, unknown>>, props, ...children);
const panel = (of: Any) => of._InternalPanelDoNotUseOrYouWillBeFired;

/** What must be drawn for all rules of a component to be made, where the component by itself does not do it. */
const samples: Record<string, (it: Any) => ReactNode[]> = {
  Badge: (it) => [h(it), h(it.Ribbon)],
  Dropdown: (it) => [h(it, { menu: { items: [] } }, h("a"))],
  Form: (it) => [h(it, {}, h(it.Item, {}, h(antd.Input)))],
  Grid: () => [h(antd.Row), h(antd.Col)],
  Input: (it) => [h(it), h(it.TextArea), h(it.Search), h(it.OTP)],
  Layout: (it) => [h(it), h(it.Sider)],
  Menu: (it) => [h(it, { items: [] })],
  Modal: (it) => [h(it), h(panel(it), { type: "confirm" })],
  Pagination: (it) => [h(it, { total: 1 })],
  Space: (it) => [h(it, {}, "1"), h(it.Compact, {}, h(antd.Button)), h(it.Addon)],
  Tag: (it) => [h(it, { color: "blue" }), h(it, { color: "success" })],
  Tooltip: (it) => [h(it, { title: "1" }, h("a"))],
  Tree: (it) => [h(it, { treeData: [] })],
  message: (it) => [h(panel(it))],
  notification: (it) => [h(panel(it))],
};

/** What no theme of ours ever asks for: it belongs to one that draws lines in place of areas. */
const Unasked = "Pagination-bordered";

/** The class under which a theme sets its variables. */
const Key = (themeOf("light").cssVar as { key: string }).key;

/** The rules and the variables that components make under a theme. */
function drawn(names: string[], shade: Shade, comfortable: boolean) {
  const cache = createCache();
  // A component that is told to make nothing at run time would make nothing here either.
  const theme = { ...themeOf(shade, comfortable), zeroRuntime: false };
  for (const name of names) {
    const it = (antd as unknown as Record<string, Any>)[name]!;
    for (const node of samples[name]?.(it) ?? [h(it)]) renderToString(h(StyleProvider, { cache }, h(antd.ConfigProvider, { theme }, node)));
  }
  const sheet = (types: "style" | "token" | "cssVar") => extractStyle(cache, { plain: true, types }).replace(/\.data-ant-cssinjs-cache-path\{content:"[^"]*";\}$/, "");
  // Several components may set theirs on one class; what a sample set under a theme of its own is left out.
  const variables = new Map<string, string[]>();
  for (const [, to, values] of (sheet("token") + sheet("cssVar")).matchAll(/([^{}]+)\{([^{}]*)\}/g)) if (to!.startsWith(`.${Key}`)) variables.set(to!, [...(variables.get(to!) ?? []), ...values!.split(/;(?=--|$)/).filter(Boolean)]);
  return {
    made: new Set([...cache.cache.keys()].filter((k) => k.startsWith("style%")).map((k) => k.split("%")[2]!)),
    rules: sheet("style"),
    variables,
  };
}

/** Where the page is dark. It adds nothing to what a rule weighs, so that a rule weighs the same in both shades. */
const Dark = ':where([data-shade="dark"]) ';

const written = (variables: Iterable<[string, string[]]>, where = "") => [...variables].map(([to, values]) => (values.length ? `${where}${to}{${values.join(";")}}` : "")).join("");

/** All that Ant Design would put into a door's pages as they run: rules, the light variables, and the dark ones that differ from them. */
export function sheetOf(door: Door): string {
  const files = reached(door);
  const names = [...folders].filter(([, folder]) => [...files].some((f) => f.startsWith(join(Antd, folder, "style/")))).map(([name]) => name);
  const light = drawn(names, "light", door === "family");
  const dark = drawn(names, "dark", door === "family");
  const missing = [...madeIn(files)].filter((m) => m !== Unasked && !light.made.has(m));
  if (missing.length) throw new Error(`Expected the sheet of ${door} to hold the rules of every component that the page can load, but these are missing: ${missing.join(", ")}. Draw what makes them among the samples.`);
  if (light.rules !== dark.rules) throw new Error(`Expected the rules of ${door} to be the same in both shades, but a colour stands in one itself.`);
  const differing = [...dark.variables].map(([to, values]): [string, string[]] => [to, values.filter((v) => !light.variables.get(to)?.includes(v))]);
  return light.rules + written(light.variables) + written(differing, Dark);
}

const NoRules = `
const worn = ["", ${JSON.stringify(Key)}];
export const genStyleHooks = () => () => worn;
export const genComponentStyleHook = () => () => "";
export const genSubStyleComponent = () => () => null;
`;

/** What the bundle holds in place of a file of a library: nothing that makes rules, and nothing that puts style elements into a page. */
const instead: [RegExp, (code: string) => string][] = [
  [/\/antd\/es\/theme\/util\/genStyleUtils\.js$/, (code) => NoRules + code.slice(code.indexOf("export const genCssVar"))],
  [/\/antd\/es\/theme\/util\/useResetIconStyle\.js$/, () => "export default () => undefined;"],
  [/\/@rc-component\/util\/es\/Dom\/dynamicCSS\.js$/, () => `export { removeCSS, updateCSS, updateCSS as injectCSS } from ${JSON.stringify(join(Source, "app/dynamicRules.ts"))};`],
];

interface Call {
  type: string;
  callee?: { name?: string };
  arguments?: { start: number; end: number }[];
}

const isMaker = (node: Call) => node.type === "CallExpression" && Makers.test(node.callee?.name ?? "");

/** The code with every call that made rules called with nothing, so that what it was called with is left out of the bundle. */
function emptied(code: string, program: unknown): string {
  const calls: Call[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if (isMaker(node as Call)) calls.push(node as Call);
    else Object.values(node).forEach(visit);
  };
  visit(program);
  return calls.reduceRight((text, { arguments: given }) => (given!.length ? text.slice(0, given![0]!.start) + text.slice(given!.at(-1)!.end) : text), code);
}

/** Ant Design's styles as a file of each door, before all others, in place of what it would put into the page as it runs. */
export function antdSheets(): Plugin {
  const nameOf = (door: string) => `antd-${door}.css`;
  let building = false;
  return {
    name: "antd-sheets",
    configResolved(config) {
      building = config.command === "build";
    },
    buildStart() {
      if (building) for (const door of ["work", "family"] as const) this.emitFile({ type: "asset", name: nameOf(door), source: sheetOf(door) });
    },
    transform(code, id) {
      if (!building) return undefined;
      const other = instead.find(([file]) => file.test(id));
      if (other) return { code: other[1](code), map: null };
      return id.startsWith(Antd) && code.search(Made) >= 0 ? { code: emptied(code, this.parse(code)), map: null } : undefined;
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const door = /^\/antd-(work|family)\.css$/.exec(request.url ?? "")?.[1];
        if (!door) return next();
        response.setHeader("Content-Type", "text/css");
        response.end(sheetOf(door as Door));
      });
    },
    transformIndexHtml(_, page) {
      const name = nameOf(/(\w+)\.html$/.exec(page.path)![1]!);
      const asset = Object.values(page.bundle ?? {}).find((f) => f.type === "asset" && f.names.includes(name));
      return [{ tag: "link", attrs: { rel: "stylesheet", href: `/${asset?.fileName ?? name}` }, injectTo: "head-prepend" }];
    },
  };
}
