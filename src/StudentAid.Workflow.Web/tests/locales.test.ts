// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const read = (language: string, file: string): Record<string, string> => JSON.parse(readFileSync(join("locales", language, file), "utf8")) as Record<string, string>;
const files = readdirSync("locales/zh-CN");
const sources = (readdirSync("src", { recursive: true }) as string[]).filter((f) => /\.tsx?$/.test(f) && !f.endsWith(".gen.ts"));
const code = sources.map((f) => readFileSync(join("src", f), "utf8")).join("\n");
const arguments_ = (text: string): string[] => [...text.matchAll(/\{(\w+)/g)].map((m) => m[1]!).sort();

describe("the messages", () => {
  it.each(files)("have the same keys and arguments in both languages: %s", (file) => {
    const [chinese, english] = [read("zh-CN", file), read("en", file)];
    expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort());
    for (const key of Object.keys(chinese)) expect([key, [...new Set(arguments_(english[key]!))]]).toEqual([key, [...new Set(arguments_(chinese[key]!))]]);
  });

  it("are English where they are English", () => {
    const han = files.flatMap((f) => Object.entries(read("en", f)).filter(([key, text]) => key !== "other-language" && /\p{Script=Han}/u.test(text)).map(([key]) => `${f} ${key}`));
    expect(han).toEqual([]);
  });

  it("are all used", () => {
    const built = /^(form-|status-|copy-|mode-|told-|field-|word-)|^(present|excused|absent|withdrawn|agree|disagree|abstain)$/;
    const unused = files.flatMap((f) => Object.keys(read("zh-CN", f)).filter((key) => !built.test(key) && !code.includes(`"${f.replace(".json", "")}.${key}"`)).map((key) => `${f} ${key}`));
    expect(unused).toEqual([]);
  });

  it("name members and words of documents that some schema or document has", () => {
    const folder = "../../workflows";
    const documents = (readdirSync(folder, { recursive: true }) as string[]).filter((f) => f.endsWith(".json")).map((f) => readFileSync(join(folder, f), "utf8")).join("\n");
    const unknown = Object.keys(read("zh-CN", "rules.json")).filter((key) => /^(field|word)-/.test(key) && !documents.includes(`"${key.slice(key.indexOf("-") + 1)}"`));
    expect(unknown).toEqual([]);
  });

  it("name nobody in the title of a tab, which the browser keeps: they are a page's own words, and no value goes into them", () => {
    const heads = [...code.matchAll(/<Page\s[^>]*?\btitle=("[\w-]+\.[\w-]+"|\{[^}]*\})/g)].map((m) => m[1]!);
    expect(heads).toHaveLength([...code.matchAll(/<Page\s/g)].length);
    expect(heads.filter((title) => /say\(|textOf|`/.test(title))).toEqual([]);
    const named = heads.flatMap((title) => [...title.matchAll(/"([\w-]+)\.([\w-]+)"/g)]);
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter(([, file, key]) => arguments_(read("zh-CN", `${file}.json`)[key!]!).length > 0).map(([key]) => key)).toEqual([]);
    expect([...code.matchAll(/document\.title = (.*);/g)].map((m) => m[1]).sort()).toEqual(["`${say(title)} · ${say(\"app.product\")}`", "say(\"family.product\")"]);
  });

  it("speak as a school does", () => {
    const forbidden = ["实例", "节点", "案件", "拒绝"];
    const found = files.flatMap((f) => Object.values(read("zh-CN", f)).filter((text) => forbidden.some((word) => text.includes(word))));
    expect(found).toEqual([]);
  });
});

describe("the source", () => {
  it("has no Han: every word for people stands in the locales", () => {
    expect(sources.filter((f) => /\p{Script=Han}/u.test(readFileSync(join("src", f), "utf8")))).toEqual([]);
  });
});
