#!/usr/bin/env node
// The built command where there is one, else its source. Either runs in the checkout, as the server does.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const built = path.join(root, "dist/guardians.mjs");
process.chdir(root);

if (existsSync(built)) {
  await import(pathToFileURL(built).href);
} else if (existsSync("node_modules/tsx")) {
  const args = ["--import", "tsx", "lib/cli/main.ts", ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, args, { stdio: "inherit" }).status ?? 1;
} else {
  process.stderr.write("Nothing is installed here. Run `npm start` once, or `npm ci --ignore-scripts`.\n");
  process.exitCode = 1;
}
