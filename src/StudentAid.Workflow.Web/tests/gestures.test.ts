// @vitest-environment node
import { readFileSync } from "node:fs";
import { allHops, hopsOf, sameHop, written, type Hop } from "@/rules/editor/chains";
import { activity, flowOf, freeIdIn, healed, ofDefinition, optionOf, type Deed } from "@/rules/editor/gestures";
import { inherited, ofOverlay } from "@/rules/editor/overlay";
import { member, plain, read, spliced, type Source, type Splice } from "@/rules/editor/source";

const national = readFileSync("../../workflows/national/higher-education-determination/definition.json", "utf8");

const small = `{
  "$schema": "workflow-definition.schema.json",
  "definitionId": "small",
  "root": {
    "type": "Elsa.Flowchart",
    "activities": [
      { "id": "ask", "type": "Elsa.RunTask", "title": "申请" },
      { "id": "check", "type": "StudentAid.Verification", "title": { "zh-CN": "核实", "en": "Verification" }, "minimum": 1 },
      { "id": "over", "type": "Elsa.Complete", "outcomes": ["Over"] }
    ],
    "connections": [
      "ask -> check -> over",
      "check.Returned => ask"
    ]
  }
}
`;

const source = (text: string): Source => read(text)!;
const hops = (text: string): Hop[] => allHops(member(source(text).root, "root")!);
const done = (text: string, make: (s: Source) => Splice[]): string => spliced(text, make(source(text)));
const splices = (deed: Deed): Splice[] => ("splices" in deed ? deed.splices : []);
const step = (id: string, port = "Done") => ({ id, type: "StudentAid.DataMatch", title: "数据比对", options: {}, port });
const way = (from: string, to: string, port = "Done", rewind = false): Hop => ({ from, port, to, rewind });
const lines = (text: string): string[] => text.split("\n");
const changed = (before: string, after: string): string[] => lines(after).filter((l) => !lines(before).includes(l));

describe("a gesture on a definition", () => {
  it("puts a step into a chain: one line after its predecessor, in the neighbours' style", () => {
    const after = done(small, (s) => ofDefinition(s).insert(way("ask", "check"), step("match")));
    expect(changed(small, after)).toEqual([`      { "id": "match", "type": "StudentAid.DataMatch", "title": "数据比对" },`, `      "ask -> match -> check -> over",`]);
    expect(lines(after)[6]).toContain('"ask"');
    expect(lines(after)[7]).toContain('"match"');
  });

  it("extends the chain that ends where a step is appended", () => {
    const after = done(small, (s) => ofDefinition(s).append("over", "Done", step("letter")));
    expect(changed(small, after)).toContain(`      "ask -> check -> over -> letter",`);
  });

  it("writes a return as a string of its own", () => {
    const after = done(small, (s) => ofDefinition(s).connect(way("over", "check", "Done", true)));
    expect(changed(small, after)).toEqual([`      "check.Returned => ask",`, `      "over => check"`]);
  });

  it("heals the chain where a step is deleted", () => {
    const after = done(small, (s) => splices(ofDefinition(s).remove("check")));
    expect(hops(after)).toEqual([way("ask", "over")]);
    expect(after).not.toContain("Verification");
    expect(read(after)).not.toBeNull();
  });

  it("asks by which outcome it goes on where a step with several is deleted", () => {
    expect(ofDefinition(source(national)).remove("leaders")).toEqual({ ask: ["Approved", "NotDetermined"] });
    const after = done(national, (s) => splices(ofDefinition(s).remove("leaders", "Approved")));
    expect(hops(after)).toContainEqual(way("office", "publicity", "Endorsed"));
    expect(hops(after).some((h) => h.from === "leaders" || h.to === "leaders")).toBe(false);
  });

  it("cuts a chain in two where a way is taken out, and leads it elsewhere", () => {
    const cut = done(national, (s) => ofDefinition(s).disconnect(way("verify", "score")));
    expect(changed(national, cut)).toEqual([`      "announce -> apply -> match -> verify",`, `      "score -> class",`]);
    const led = done(national, (s) => ofDefinition(s).reconnect(way("verify", "score"), "class"));
    expect(hops(led)).toContainEqual(way("verify", "class"));
    expect(hops(led)).toContainEqual(way("score", "class"));
  });

  it("moves a step onto another way and keeps its returns", () => {
    const after = done(national, (s) => splices(ofDefinition(s).move("verify", way("announce", "apply"))));
    expect(hops(after).slice(0, 5)).toEqual([way("announce", "verify"), way("verify", "apply"), way("apply", "match"), way("match", "score"), way("score", "class")]);
    expect(changed(national, after)).toEqual([`      "announce -> verify -> apply -> match -> score -> class",`]);
  });

  it("sets an option where it stands, adds it, takes it out", () => {
    const set = (option: string, value: unknown) => changed(small, done(small, (s) => ofDefinition(s).set("check", option, value)))[0];
    expect(set("minimum", 2)).toContain('"minimum": 2 }');
    expect(set("article", "第一条")).toContain('"minimum": 1, "article": "第一条" }');
    expect(set("minimum", undefined)).toContain('"en": "Verification" } }');
    expect(ofDefinition(source(small)).set("check", "minimum", 1)).toEqual([]);
    expect(optionOf(activity(source(small), "check"), "minimum")).toBe(1);
  });

  it("keeps what a connection that is written as an object says besides", () => {
    const text = small.replace('"check.Returned => ask"', '{ "from": "check", "port": "Returned", "to": "ask", "rewind": true, "redo": "none" }');
    const after = done(text, (s) => ofDefinition(s).reconnect(way("check", "ask", "Returned", true), "over"));
    expect(changed(text, after)).toEqual(['      { "from": "check", "port": "Returned", "to": "over", "rewind": true, "redo": "none" }']);
  });

  it("keeps the line ends of a text from Windows", () => {
    const windows = small.replaceAll("\n", "\r\n");
    const after = done(windows, (s) => ofDefinition(s).insert(way("ask", "check"), step("match")));
    expect(after.replaceAll("\r\n", "")).not.toContain("\n");
  });

  it("finds an id that nobody has", () => {
    expect(freeIdIn(source(national), "StudentAid.Verification")).toBe("verification");
    expect(freeIdIn(source(small.replace('"ask"', '"data-match"')), "StudentAid.DataMatch")).toBe("data-match-2");
  });

  it("does to the text what it does to the ways, whatever comes after what", () => {
    let seed = 7;
    const pick = <T,>(of: T[]): T => of[(seed = (seed * 48271) % 2147483647) % of.length]!;
    for (let run = 0; run < 60; run++) {
      let text = national;
      for (let n = 0; n < 6; n++) {
        const before = hops(text);
        const ids = plain(member(flowOf(source(text), before[0]!.from), "activities")) as { id: string }[];
        const edge = pick(before.filter((h) => !h.rewind));
        const id = pick(ids).id;
        const expected = ((): [Splice[], Hop[]] => {
          const gestures = ofDefinition(source(text));
          switch (pick(["insert", "disconnect", "reconnect", "remove", "connect"])) {
            case "insert":
              return [gestures.insert(edge, step(`new-${n}`)), before.flatMap((h) => (sameHop(h, edge) ? [{ ...h, to: `new-${n}` }, way(`new-${n}`, edge.to)] : [h]))];
            case "disconnect":
              return [gestures.disconnect(edge), before.filter((h) => !sameHop(h, edge))];
            case "reconnect":
              return [gestures.reconnect(edge, id), before.map((h) => (sameHop(h, edge) ? { ...h, to: id } : h))];
            case "connect":
              return [gestures.connect(way(id, edge.from, "Returned", true)), [...before, way(id, edge.from, "Returned", true)]];
            default: {
              const deed = gestures.remove(id);
              if (!("splices" in deed)) return [[], before];
              const heal = healed(before, id, undefined);
              return [deed.splices, before.flatMap((h) => (h.from === id || (h.rewind && h.to === id) ? [] : heal(h)))];
            }
          }
        })();
        text = spliced(text, expected[0]);
        expect(read(text), text).not.toBeNull();
        const order = (all: Hop[]) => all.map((h) => written([h])[0]).sort();
        expect(order(hops(text))).toEqual(order(expected[1]));
        if (hops(text).every((h) => h.rewind)) break;
      }
    }
  });
});

describe("a gesture on a school's own changes", () => {
  const overlay = `{
  "kind": "overlay",
  "id": "own-changes",
  "procedure": "small",
  "article": "本校细则 第二条",
  "from": "2026-09-01",
  "changes": []
}
`;
  const on = (text: string) => ofOverlay(source(text), { hops: hops(small) });
  const changes = (text: string) => (plain(member(source(text).root, "changes")) as Record<string, unknown>[]) ?? [];

  it("writes verbs", () => {
    let text = spliced(overlay, on(overlay).insert(way("ask", "check"), step("match")));
    text = spliced(text, on(text).set("check", "minimum", 2));
    text = spliced(text, splices(on(text).move("check", way("over", "ask"))));
    text = spliced(text, on(text).reconnect(way("check", "ask", "Returned", true), "over"));
    expect(changes(text)).toEqual([
      { do: "add", activity: { id: "match", type: "StudentAid.DataMatch", title: "数据比对" }, after: "ask" },
      { do: "set", activity: "check", option: "minimum", value: 2 },
      { do: "move", activity: "check", after: "over" },
      { do: "disconnect", connection: "check.Returned => ask" },
      { do: "connect", connection: "check.Returned => over" },
    ]);
  });

  it("changes its own words instead of adding others", () => {
    let text = spliced(overlay, on(overlay).insert(way("ask", "check"), step("match")));
    text = spliced(text, on(text).set("check", "minimum", 2));
    text = spliced(text, on(text).set("check", "minimum", 3));
    text = spliced(text, on(text).set("match", "title", "比对"));
    expect(changes(text)).toHaveLength(2);
    expect(changes(text)[1]).toMatchObject({ value: 3 });
    expect(changes(spliced(text, inherited(source(text), "check", "minimum")))).toHaveLength(1);
    expect(changes(spliced(text, splices(on(text).remove("match"))))).toEqual([{ do: "set", activity: "check", option: "minimum", value: 3 }]);
  });

  describe("that takes an own step back", () => {
    const added = { do: "add", activity: { id: "match", type: "StudentAid.DataMatch", title: "数据比对" }, after: "check.Done" };
    const without = (...more: Record<string, unknown>[]) => {
      const text = overlay.replace("[]", JSON.stringify([added, ...more], null, 2));
      const after = spliced(text, splices(on(text).remove("match")));
      expect(read(after), after).not.toBeNull();
      return changes(after);
    };
    const beside = (place: Record<string, unknown>) => ({ do: "add", activity: { id: "talk", type: "StudentAid.Verification", title: "谈话" }, ...place });

    it("takes all that names it along", () =>
      expect(
        without(
          { do: "set", activity: "match", option: "title", value: "比对" },
          { do: "require", activity: "match" },
          { do: "move", activity: "match", after: "ask" },
          { do: "connect", connection: "match.Returned => ask" },
          { do: "disconnect", connection: "match -> over" },
          { do: "connect", connection: { from: "ask", port: "Late", to: "match" } },
        ),
      ).toEqual([]));

    it("keeps what does not name it, though it sounds alike", () => {
      const kept = [{ do: "set", activity: "check", option: "minimum", value: 2 }, { do: "connect", connection: "ask.Late -> match-2" }, beside({ after: "match-2.Done" })];
      expect(without(...kept)).toEqual(kept);
    });

    it("lets what was put beside it stand where it stood", () => {
      expect(without(beside({ after: "match" }))).toEqual([beside({ after: "check.Done" })]);
      expect(without(beside({ before: "match", by: "Done" }))).toEqual([beside({ after: "check.Done", by: "Done" })]);
      expect(without({ do: "move", activity: "ask", after: "match" })).toEqual([{ do: "move", activity: "ask", after: "check.Done" }]);
      expect(without({ do: "move", activity: "check", after: "match" })).toEqual([]);
    });

    it("leads on by where it led", () => {
      expect(without({ do: "connect", connection: "ask.Late -> match -> over" })).toEqual([{ do: "connect", connection: "ask.Late -> over" }]);
      expect(without({ do: "connect", connection: "ask.Late -> match" }, { do: "connect", connection: "match -> over" })).toEqual([{ do: "connect", connection: "ask.Late -> over" }]);
    });
  });

  it("reads a chain as its hops", () => expect(hopsOf(member(source(`{"c": "a.X -> b -> c"}`).root, "c")!)).toEqual([way("a", "b", "X"), way("b", "c")]));
});
