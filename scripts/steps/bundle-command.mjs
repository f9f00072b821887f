import path from "node:path";
import { root } from "./root.mjs";

/**
 * Bundles a `guardians` command from `entry`. `folder` gets the program, its child program and, in `chunks`, code that
 * a command loads when run, so that no command loads code that only another needs. Returns the bundled sources.
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
