import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Prints one plain line about the current step. */
export function say(line) {
  console.log(line);
}

/** Seconds since `start`, which came from performance.now(). */
export function seconds(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
