import type { FailOn, Gate } from "./arguments.ts";
import type { PlacedResult } from "./placed-result.ts";

/**
 * 1 when the program itself failed; else 2 when something blocks, 3 when something could not be evaluated, 0. With
 * `incomplete` a warning blocks too; with `results` what could not be evaluated fails nothing, and with `never` nothing that
 * was found does. Accepted results do not count, and with the gate `new` nothing that was there before.
 */
export function exitCode(
  results: readonly Pick<PlacedResult, "level" | "accepted" | "state">[],
  broken: boolean,
  { failOn, gate }: { failOn: FailOn; gate: Gate },
): number {
  if (broken) return 1;
  if (failOn === "never") return 0;
  const open = new Set(results.filter((result) => counts(result, gate)).map(({ level }) => level));
  if (open.has("blocking") || (failOn === "incomplete" && open.has("warning"))) return 2;
  return open.has("incomplete") && failOn !== "results" ? 3 : 0;
}

/** Whether a result is one that may fail the run. */
export function counts({ accepted, state }: Pick<PlacedResult, "accepted" | "state">, gate: Gate): boolean {
  return !accepted && (gate === "all" || state !== "unchanged");
}
