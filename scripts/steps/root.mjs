import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the checkout. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** One plain line about what happens now. */
export function say(line) {
  console.log(line);
}

/** Seconds since `start`, which came from performance.now(). */
export function seconds(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
