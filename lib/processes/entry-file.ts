import { existsSync } from "node:fs";
import path from "node:path";
import { Unavailable } from "#lib/errors.ts";
import { checkoutRoot } from "./checkout-root.ts";

const BUNDLE = "dist/checks-worker.mjs";

/** The child's program, built by `npm run build` and `npm run dev`. Throws Unavailable if it is missing. */
export function entryFile(): string {
  const file = path.join(checkoutRoot(), BUNDLE);
  if (existsSync(file)) return file;
  throw new Unavailable(`Nothing can be checked here: ${file} is missing. Run \`npm run build\` to create it.`);
}
