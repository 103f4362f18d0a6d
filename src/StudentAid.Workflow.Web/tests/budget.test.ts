// @vitest-environment node
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const built = (door: string) => join("dist", `${door}.html`);

/** Compressed bytes of everything that a door's page names: what is loaded before its first screen can be drawn. */
function initial(door: string): number {
  const files = [...readFileSync(built(door), "utf8").matchAll(/(?:href|src)="\/(assets\/[^"]+)"/g)].map((m) => m[1]!);
  expect(files.filter((f) => f.endsWith(".js")).length).toBeGreaterThan(1);
  expect(files[0]).toMatch(new RegExp(`^assets/antd-${door}-.*\\.css$`));
  return files.reduce((sum, f) => sum + statSync(join("dist", existsSync(join("dist", `${f}.br`)) ? `${f}.br` : f)).size, 0) / 1024;
}

describe.skipIf(!existsSync(built("work")))("the first load", () => {
  it("of the staff's door is at most 500 KB", () => {
    const kilobytes = initial("work");
    console.info(`work ${kilobytes.toFixed(0)} KB`);
    expect(kilobytes).toBeLessThanOrEqual(500);
  });

  it("of the family's door is at most 220 KB", () => {
    const kilobytes = initial("family");
    console.info(`family ${kilobytes.toFixed(0)} KB`);
    expect(kilobytes).toBeLessThanOrEqual(220);
  });
});
