import type { FailOn, Gate } from "#lib/cli/check/input/arguments.ts";
import type { PlacedResult } from "./placed-result.ts";
import type { Report } from "./report.ts";

type Result = Pick<PlacedResult, "level" | "accepted" | "state">;
export type Asked = { failOn: FailOn; gate: Gate };
type Effect = "blocked" | "incomplete" | "pass";

/** Which of what was found fails the run; what was found is said all the same. */
const FAILING: Record<FailOn, readonly Effect[]> = {
  blocking: ["blocked", "incomplete"],
  incomplete: ["blocked", "incomplete"],
  results: ["blocked"],
  never: [],
};

const CODES: Record<Effect, number> = { blocked: 2, incomplete: 3, pass: 0 };

/**
 * 1 when the program itself failed; else 2 when something blocks, 3 when something could not be evaluated, 0. With
 * `incomplete` a warning blocks too; with `results` what could not be evaluated fails nothing, and with `never` nothing that
 * was found does. Accepted results do not count, and with the gate `new` nothing that was there before.
 */
export function exitCode(results: readonly Result[], broken: boolean, asked: Asked): number {
  if (broken) return 1;
  const failing = results.filter((result) => fails(result, asked));
  return CODES[worst(failing, asked)];
}

/** What was found, whatever may fail the run: it passed only where nothing blocks and everything could be evaluated. */
export function verdictOf(results: readonly Result[], broken: boolean, asked: Asked): Report["verdict"] {
  return broken ? "error" : worst(results, asked);
}

/** Whether a result fails the run. */
export function fails(result: Result, asked: Asked): boolean {
  return FAILING[asked.failOn].includes(effectOf(result, asked));
}

/** Whether a result blocks, leaves a run incomplete, or lets it pass. */
export function effectOf(result: Result, { failOn, gate }: Asked): Effect {
  if (!counts(result, gate)) return "pass";
  if (result.level === "blocking" || (result.level === "warning" && failOn === "incomplete")) return "blocked";
  return result.level === "incomplete" ? "incomplete" : "pass";
}

/** Whether a result is one that may count in the run. */
export function counts({ accepted, state }: Result, gate: Gate): boolean {
  return !accepted && (gate === "all" || state !== "unchanged");
}

function worst(results: readonly Result[], asked: Asked): Effect {
  const effects = results.map((result) => effectOf(result, asked));
  return (["blocked", "incomplete"] as const).find((effect) => effects.includes(effect)) ?? "pass";
}
