#!/usr/bin/env node
// The built command where there is one, else its source, else what the tag of a release holds. What works on the program's own
// data runs in the checkout, as the server does; what reads files of its caller stays in the caller's folder. A backup or an
// export is named from there, and made in the checkout.
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const READS_FILES_OF_ITS_CALLER = ["check", "analyzer", "mcp"];
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const built = path.join(root, "dist/guardians.mjs");
const tsx = path.join(root, "node_modules/tsx/dist/esm/api/index.mjs");
const released = path.join(root, "packages/check/dist/guardians.mjs");
const [, , command = "--help"] = process.argv;
const readsFiles = READS_FILES_OF_ITS_CALLER.includes(command);
if (["backup", "export", "import", "restore"].includes(command)) {
  const named = process.argv.slice(3).map((word) => (word.startsWith("-") ? word : path.resolve(word)));
  process.argv.splice(3, named.length, ...named);
}
if (!readsFiles) process.chdir(root);

if (existsSync(built)) {
  await import(pathToFileURL(built).href);
} else if (existsSync(tsx)) {
  const { register } = await import(pathToFileURL(tsx).href);
  register({ tsconfig: path.join(root, "tsconfig.json") });
  await import(pathToFileURL(path.join(root, "lib/cli/main.ts")).href);
} else if (existsSync(released) && (readsFiles || command.startsWith("-"))) {
  await import(pathToFileURL(released).href);
} else {
  const release = readsFiles ? "The tag of a release holds it built; in a checkout of anything else run" : "Run";
  process.stderr.write(`Nothing is installed here. ${release} \`npm start\` once, or \`npm ci --ignore-scripts\`.\n`);
  process.exitCode = 1;
}
