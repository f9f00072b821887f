import { readFileSync } from "node:fs";
import path from "node:path";

/** Where it is kept how the time of each expression grows, so that each is judged once. */
export const KEPT = path.join(import.meta.dirname, "growth.json");

const LONGEST_MS = 60_000;

/** How the time that an expression takes grows with a text made against it: `linear`, `polynomial`, `exponential`, `unknown`. */
export type Growth = Record<string, string>;

/** As it is kept, or judged now. */
export async function growthOf(expressions: readonly { source: string; flags: string }[]): Promise<Growth> {
  const kept: Growth = JSON.parse(readFileSync(KEPT, "utf8"));
  const growth: Growth = {};
  for (const { source, flags } of expressions) {
    const written = `/${source}/${flags}`;
    growth[written] = kept[written] ?? (await judge(source, flags));
  }
  return growth;
}

async function judge(source: string, flags: string): Promise<string> {
  // In this process, without a program beside it.
  Object.assign(process.env, { RECHECK_SYNC_BACKEND: "pure" });
  const { checkSync } = await import("recheck");
  // Whether the places of groups are told makes no difference, and is not known to it.
  const judged = checkSync(source, flags.replace("d", ""), { timeout: LONGEST_MS });
  if (judged.status === "safe") return "linear";
  return judged.status === "vulnerable" ? judged.complexity.type : judged.status;
}

/** As it is kept in the file: in order of the expressions, one on each line. */
export function writtenOut(growth: Growth): string {
  const sorted = Object.entries(growth).sort(([one], [other]) => (one < other ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}
