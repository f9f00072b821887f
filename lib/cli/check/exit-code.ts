import type { FailOn } from "./arguments.ts";
import type { PlacedResult } from "./placed-result.ts";

/**
 * 1 when the program itself failed; else 2 when something blocks, 3 when something could not be evaluated, 0. With
 * `incomplete` a warning blocks too; with `results` what could not be evaluated fails nothing, and with `never` nothing that
 * was found does. Accepted results do not count.
 */
export function exitCode(
  results: readonly Pick<PlacedResult, "level" | "accepted">[],
  broken: boolean,
  failOn: FailOn,
): number {
  if (broken) return 1;
  if (failOn === "never") return 0;
  const open = new Set(results.filter(({ accepted }) => !accepted).map(({ level }) => level));
  if (open.has("blocking") || (failOn === "incomplete" && open.has("warning"))) return 2;
  return open.has("incomplete") && failOn !== "results" ? 3 : 0;
}
