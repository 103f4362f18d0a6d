// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import en from "../locales/en/rules.json";
import zh from "../locales/zh-CN/rules.json";
import { placed, plain, read, spliced, type Source, type Splice } from "@/rules/editor/source";
import { added, dropped, label, likeLast, put, renamed, swapped, at } from "@/rules/packs/edits";
import { inferred, mannerOf, shapeOf, type Shape } from "@/rules/packs/shapes";

const folder = "../../workflows";
const fileOf = (path: string): string => readFileSync(`${folder}/${path}`, "utf8");
const table = fileOf("national/higher-education-determination/score-table.json");
const calendar = fileOf(`calendars/${readdirSync(`${folder}/calendars`).find((f) => f.endsWith(".json"))!}`);
const schemaOf = (kind: string): Shape => JSON.parse(fileOf(`schema/${kind}.schema.json`)) as Shape;
const source = (text: string): Source => read(text)!;
const done = (text: string, make: (s: Source) => Splice[]): string => spliced(text, make(source(text)));
const of = (text: string): Record<string, never> => plain(source(text).root) as Record<string, never>;
const lines = (text: string): string[] => text.split("\n");
const changed = (before: string, after: string): string[] => lines(after).filter((l) => !lines(before).includes(l));

describe("a change in a table", () => {
  it("touches the one value and no other byte", () => {
    const after = done(table, (s) => put(s, ["items", 0, "bands", 1, "points"], 16));
    expect(changed(table, after)).toEqual([`        { "minimum": 600000, "exclusiveMaximum": 1200000, "points": 16 },`]);
  });

  it("puts in what is missing above a value", () => {
    const after = done(table, (s) => put(s, ["round", "digits"], 1));
    expect(of(after).round).toEqual({ digits: 1 });
  });

  it("takes a member out where its value is cleared", () => {
    expect(of(done(table, (s) => put(s, ["cap"], undefined))).cap).toBeUndefined();
  });

  it("makes a pair of a name only once it has English", () => {
    const text = `{ "name": "表" }`;
    expect(of(done(text, (s) => label(s, ["name"], "zh-CN", "新表"))).name).toBe("新表");
    const pair = done(text, (s) => label(s, ["name"], "en", "Table"));
    expect(of(pair).name).toEqual({ "zh-CN": "表", en: "Table" });
    expect(of(done(pair, (s) => label(s, ["name"], "en", ""))).name).toEqual({ "zh-CN": "表" });
  });

  it("adds a row like the last with an id of its own, moves it and takes it out again", () => {
    const more = done(table, (s) => added(s, ["factors"], likeLast(at(s, ["factors"]))));
    const rows = (text: string) => (of(text).factors as { id: string; name: unknown }[]).map((f) => f.id);
    expect(rows(more)).toEqual([...rows(table), `new-${rows(table).length + 1}`]);
    const last = rows(table).length;
    expect(rows(done(more, (s) => swapped(s, ["factors"], last - 1, last))).at(-2)).toBe(`new-${last + 1}`);
    expect(done(more, (s) => dropped(s, ["factors"], last))).toBe(table);
  });

  it("renames an entry, and never onto another", () => {
    expect(Object.keys(of(done(`{ "years": { "2025": {}, "2026": {} } }`, (s) => renamed(s, ["years"], "2026", "2027"))).years)).toEqual(["2025", "2027"]);
    expect(renamed(source(`{ "years": { "2025": {}, "2026": {} } }`), ["years"], "2026", "2025")).toEqual([]);
  });
});

describe("how a member is edited", () => {
  const manner = (text: string, way: (string | number)[], declared?: Shape) => {
    const node = at(source(text), way);
    return mannerOf(shapeOf(declared, node), node);
  };

  it("follows the schema, and what is written where that says nothing", () => {
    const schema = schemaOf("score-table");
    expect(manner(table, ["name"], schema.properties!.name)).toBe("label");
    expect(manner(table, ["factors"], schema.properties!.factors)).toBe("rows");
    expect(manner(table, ["missing"], schema.properties!.missing)).toBe("choice");
    expect(manner(table, ["items", 0, "bands"])).toBe("rows");
    expect(manner(calendar, ["years"], schemaOf("calendar").properties!.years)).toBe("map");
    expect(manner(calendar, ["years", "2019", "offOnWeekday"])).toBe("words");
  });

  it("shows as it is written what does not fit or no table can show", () => {
    expect(manner(`{ "cap": "x" }`, ["cap"], { type: "number" })).toBe("raw");
    expect(inferred(source(`{ "a": [1, "b"] }`).root.children![0]!.children![1]!)).toEqual({ type: "any" });
  });
});

describe("the place of a finding", () => {
  it("is found by its pointer, or by step and option in a definition", () => {
    const found = (text: string, pointer: string) => {
      const node = placed(source(text), pointer);
      return text.slice(node.offset, node.offset + node.length);
    };
    expect(found(table, "/factors/0/id")).toBe(`"economic"`);
    expect(found(`{ "root": { "activities": [{ "id": "a", "type": "T", "days": 3 }] } }`, "a.days")).toBe(`"days": 3`);
  });
});

describe("words of the tables", () => {
  const names = (s: Shape): string[] => [...Object.entries(s.properties ?? {}).flatMap(([n, p]) => [n, ...names(p)]), ...(s.items ? names(s.items) : [])];
  const choices = (s: Shape): string[] => [...(s.enum ?? []), ...Object.values(s.properties ?? {}).flatMap(choices), ...(s.items ? choices(s.items) : [])];

  it.each(["score-table", "form", "body", "calendar", "column-profile"])("name every member and choice of a %s in both languages", (kind) => {
    const schema = schemaOf(kind);
    for (const words of [zh, en] as Record<string, string>[]) {
      expect(names(schema).filter((n) => !["$schema", "kind", "zh-CN", "en"].includes(n) && !words[`field-${n}`])).toEqual([]);
      expect(choices(schema).filter((c) => !words[`word-${c}`])).toEqual([]);
    }
  });
});
