import path from "node:path";
import { pathToFileURL } from "node:url";
import { checkoutRoot } from "#lib/processes/checkout-root.ts";
import type { PoolOptions } from "#lib/processes/pool.ts";

/**
 * How to start a child of the command: the built program if this code is built, otherwise its source. A user is waiting
 * for the result.
 */
export function childProgram(): PoolOptions {
  const root = checkoutRoot();
  const program = (file: string) => ({ entry: () => path.join(root, file), behind: false });
  if (!import.meta.url.endsWith(".ts")) return program("dist/guardians-child.mjs");
  const tsx = pathToFileURL(path.join(root, "node_modules/tsx/dist/loader.mjs"));
  return { ...program("lib/cli/child.ts"), execArgv: ["--import", tsx.href] };
}
