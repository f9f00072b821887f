import path from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { root } from "./root.mjs";

/** Bundles a playground module with its imports for a browser: into `outdir`, or only in memory without one. */
export async function bundleForBrowser(entry, outdir) {
  return build({
    entryPoints: [path.join(root, entry)],
    outdir: outdir ?? "out",
    write: outdir !== undefined,
    bundle: true,
    splitting: true,
    minify: true,
    metafile: true,
    format: "esm",
    logLevel: "error",
  });
}

/**
 * Compressed sizes in bytes, as sent: `first` is loaded before the worker's first answer, `all` includes on-demand
 * code.
 */
export async function playgroundBytes() {
  const { outputFiles, metafile } = await bundleForBrowser("components/policies/playground/playground-worker.ts");
  const bytes = new Map(outputFiles.map(({ path: name, contents }) => [name, gzipSync(contents, { level: 9 }).length]));
  const sizeOf = (name) => bytes.get(path.resolve(name)) ?? 0;
  const first = new Set();
  const visit = (name) => {
    if (first.has(name)) return;
    first.add(name);
    for (const { path: next, kind } of metafile.outputs[name].imports) if (kind === "import-statement") visit(next);
  };
  visit(Object.keys(metafile.outputs).find((name) => metafile.outputs[name].entryPoint));
  const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);
  return { first: sum([...first].map(sizeOf)), all: sum([...bytes.values()]) };
}
