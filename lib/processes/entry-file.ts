import { existsSync } from "node:fs";
import path from "node:path";
import { Unavailable } from "#lib/errors.ts";
import { checkoutRoot } from "./checkout-root.ts";

const BUNDLE = "dist/checks-worker.mjs";

/** The program of a child, which `npm run build` and `npm run dev` make. Throws Unavailable where it is not there. */
export function entryFile(): string {
  const file = path.join(checkoutRoot(), BUNDLE);
  if (existsSync(file)) return file;
  throw new Unavailable(`Nothing can be checked here: ${file} is missing. \`npm run build\` makes it.`);
}
