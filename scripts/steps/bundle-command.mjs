import path from "node:path";
import { root } from "./root.mjs";

/**
 * Bundles a `guardians` command: `entry` is its source, `folder` gets the program, the program of its children and, in
 * `chunks`, what a command loads when it is run, so that one does not load what another needs. Answers the sources that something of it is made of.
 */
export async function bundleCommand({ entry, folder, external, plugins = [] }) {
  const esbuild = await import("esbuild");
  const { metafile } = await esbuild.build({
    entryPoints: { guardians: path.join(root, entry), "guardians-child": path.join(root, "lib/cli/child.ts") },
    absWorkingDir: root,
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    platform: "node",
    target: "node20.19",
    external,
    plugins,
    format: "esm",
    minify: true,
    keepNames: true,
    legalComments: "linked",
    metafile: true,
    banner: {
      js: '#!/usr/bin/env node\nimport { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    logLevel: "silent",
  });
  const made = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  return made.flatMap(([source, { bytesInOutput }]) => (bytesInOutput > 0 ? [source] : []));
}
