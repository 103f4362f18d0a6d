import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { touched } from "@/app/live";

/** What no happening makes old, and why it need not. */
const unheard: Record<string, string[]> = {
  "one's own doing, and asked again after it": ["account", "draft", "me", "read-grants", "session", "substitutions", "views"],
  "settings that a person edits on the page that shows them": [
    "accounts", "activities", "aid-ledgers", "api-keys", "case-files", "codes", "definitions", "enrolment-rules", "keys", "layers", "packs", "quotas", "retention", "roles", "schemas", "webhooks",
  ],
  "counted anew when it is asked for": ["audit", "five-counts", "hardship-base", "layout", "levels", "statistics"],
  "slow business of a few, read when it is opened": ["authority-samples", "complaints", "enrolment-changes", "exports", "findings", "payments", "registrations", "samples"],
};

const sources = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((f) => /\.tsx?$/.test(f)).map((f) => readFileSync(join("src", f), "utf8"));
const used = new Set(sources.flatMap((s) => [...s.matchAll(/queryKey: \[\s*"([a-z-]+)"/g)].map((m) => m[1]!)));

describe("what others do", () => {
  it("is told by the server under the topics that are heard here", () => {
    const feed = readFileSync(join("..", "StudentAid.Workflow.Server", "Api", "Live", "LiveFeed.cs"), "utf8");
    const named = new Map([...feed.matchAll(/public const string (\w+) = "([a-z-]+)";/g)].map((m) => [m[1]!, m[2]!]));
    const told = [...feed.slice(feed.indexOf("public static class Topics")).matchAll(/^\s+"[a-z"\- or]+ => (?:"([a-z-]+)"|(\w+)),$/gm)].map((m) => m[1] ?? named.get(m[2]!)!);
    expect(told.sort()).toEqual(Object.keys(touched).sort());
    expect([...named.values()].filter((t) => !told.includes(t))).toEqual(["clock"]);
  });

  it("makes every answer old that it can change, or the answer is on the list of those that need not be", () => {
    const heard = new Set(Object.values(touched).flat());
    const known = new Set([...heard, ...Object.values(unheard).flat()]);
    expect([...used].filter((k) => !known.has(k)).sort()).toEqual([]);
    expect([...known].filter((k) => !used.has(k)).sort()).toEqual([]);
    expect(Object.values(unheard).flat().filter((k) => heard.has(k))).toEqual([]);
  });
});
