// One build of the dashboard: types of the API, type check, bundle, and beside every file its compressed forms.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const Smallest = 600;
const Large = 1_000_000;

function run(name, ...args) {
  const done = spawnSync(process.execPath, [name, ...args], { stdio: "inherit" });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

run("node_modules/openapi-typescript/bin/cli.js", "../../docs/openapi.json", "-o", "src/api/schema.gen.ts");
run("node_modules/typescript/bin/tsc", "-p", "tsconfig.json", "--noEmit");
run("node_modules/vite/bin/vite.js", "build", "--logLevel", "warn");

for (const file of readdirSync("dist", { recursive: true }).filter((f) => /\.(js|css|html|svg|json)$/.test(f))) {
  const path = join("dist", file);
  const bytes = readFileSync(path);
  if (bytes.length < Smallest) continue;
  writeFileSync(path + ".gz", gzipSync(bytes, { level: 9 }));
  // The smallest form takes a minute for the editor's megabytes, which few load.
  writeFileSync(path + ".br", brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: bytes.length < Large ? 11 : 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
}
