#!/usr/bin/env node
// The built command where there is one, else its source. What works on the program's own data runs in the checkout, as the
// server does; what reads files of its caller stays in the caller's folder.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const READS_FILES_OF_ITS_CALLER = ["check"];
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const built = path.join(root, "dist/guardians.mjs");
const tsx = path.join(root, "node_modules/tsx/dist/loader.mjs");
if (!READS_FILES_OF_ITS_CALLER.includes(process.argv[2] ?? "")) process.chdir(root);

if (existsSync(built)) {
  await import(pathToFileURL(built).href);
} else if (existsSync(tsx)) {
  const source = path.join(root, "lib/cli/main.ts");
  const args = ["--import", pathToFileURL(tsx).href, source, ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, args, { stdio: "inherit" }).status ?? 1;
} else {
  process.stderr.write("Nothing is installed here. Run `npm start` once, or `npm ci --ignore-scripts`.\n");
  process.exitCode = 1;
}
