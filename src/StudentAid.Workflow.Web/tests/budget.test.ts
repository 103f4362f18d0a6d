// @vitest-environment node
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

interface Chunk {
  file: string;
  css?: string[];
  imports?: string[];
}

const Manifest = "dist/.vite/manifest.json";

/** Compressed bytes of everything that a door loads before its first screen can be drawn. */
function initial(entry: string): number {
  const chunks = JSON.parse(readFileSync(Manifest, "utf8")) as Record<string, Chunk>;
  const files = new Set<string>();
  const add = (key: string): void => {
    const chunk = chunks[key]!;
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.css?.forEach((f) => files.add(f));
    chunk.imports?.forEach(add);
  };
  add(entry);
  return [...files].reduce((sum, f) => sum + statSync(join("dist", existsSync(join("dist", `${f}.br`)) ? `${f}.br` : f)).size, 0) / 1024;
}

describe.skipIf(!existsSync(Manifest))("the first load", () => {
  it("of the staff's door is at most 500 KB", () => {
    const kilobytes = initial("work.html");
    console.info(`work ${kilobytes.toFixed(0)} KB`);
    expect(kilobytes).toBeLessThanOrEqual(500);
  });

  it("of the family's door is at most 220 KB", () => {
    const kilobytes = initial("family.html");
    console.info(`family ${kilobytes.toFixed(0)} KB`);
    expect(kilobytes).toBeLessThanOrEqual(220);
  });
});
