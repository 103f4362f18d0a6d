// @vitest-environment node
import { token2CSSVar } from "@ant-design/cssinjs";
import { theme } from "antd";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { reached, sheetOf, takenIn, type Door } from "../build/antd";
import { themeOf } from "@/app/theme";

/** What a component's classes begin with, where that is not its own name; null for what draws nothing. */
const worn: Record<string, string | null> = { App: "app", AutoComplete: "select", Button: "btn", ConfigProvider: null, Grid: null, theme: null };

const kebab = (name: string) => name.replace(/\B[A-Z]/g, "-$&").toLowerCase();

const taken = [...new Set(readdirSync("src", { recursive: true, encoding: "utf8" }).filter((f) => /\.tsx?$/.test(f)).flatMap((f) => takenIn(readFileSync(join("src", f), "utf8"))))].filter((n) => worn[n] !== null);

const sheets: Record<Door, string> = { work: sheetOf("work"), family: sheetOf("family") };

/** The variables of the theme itself, as they hold in a shade. */
function variables(sheet: string, shade: "light" | "dark"): Map<string, string> {
  const of = (start: string) => [...(sheet.split(start)[1] ?? "").split("}")[0]!.matchAll(/(--ant-[\w-]+):(.*?)(?:;(?=--)|;?$)/gs)].map((m): [string, string] => [m[1]!, m[2]!]);
  return new Map([...of("}.sa{"), ...(shade === "dark" ? of(':where([data-shade="dark"]) .sa{') : [])]);
}

it("is asked for by every name that our files take from Ant Design", () => {
  expect(taken.length).toBeGreaterThan(30);
  expect(taken).toContain("Table");
});

it.each(taken)("holds the rules of %s", (name) => {
  expect(sheets.work).toMatch(new RegExp(`\\.ant-${worn[name] ?? kebab(name)}(?![\\w-])[^{}]*\\{[^}]`));
});

describe.each(["work", "family"] as const)("the sheet of %s", (door) => {
  it("holds the rules of what the door's own files take", () => {
    const own = [...reached(door)].filter((f) => f.includes("/src/")).flatMap((f) => (/\.tsx?$/.test(f) ? takenIn(readFileSync(f, "utf8")) : []));
    expect(own.length).toBeGreaterThan(10);
    for (const name of own.filter((n) => worn[n] !== null)) expect(sheets[door]).toMatch(new RegExp(`\\.ant-${worn[name] ?? kebab(name)}(?![\\w-])[^{}]*\\{[^}]`));
  });

  it.each(["light", "dark"] as const)("holds every variable of the %s theme", (shade) => {
    const held = variables(sheets[door], shade);
    const tokens = theme.getDesignToken(themeOf(shade, door === "family"));
    const set = Object.entries(tokens).filter(([name, value]) => ["string", "number"].includes(typeof value) && !/^screen|^motion(Base|Unit)$/.test(name));
    expect(set.length).toBeGreaterThan(300);
    expect(Object.fromEntries(set.map(([name]) => [name, held.get(token2CSSVar(name, "ant"))?.replace(/px$/, "")]))).toEqual(Object.fromEntries(set.map(([name, value]) => [name, String(value).replace(/px$/, "")])));
  });

  it("refers to no variable that nothing sets", () => {
    const set = new Set([...sheets[door].matchAll(/(--ant-[\w-]+):/g)].map((m) => m[1]!));
    // These are set on the element by the component itself where it is told a width or a share.
    const own = /^--ant-(col-(\w+-)?-?flex|modal-\w+-width|steps-description-max-width)$/;
    expect([...sheets[door].matchAll(/var\((--ant-[\w-]+)\)/g)].map((m) => m[1]!).filter((n) => !set.has(n) && !own.test(n))).toEqual([]);
  });
});
