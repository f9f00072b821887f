import type { FailOn, Gate } from "#lib/cli/check/input/arguments.ts";
import type { PlacedResult } from "./placed-result.ts";
import type { Report } from "./report.ts";

type Result = Pick<PlacedResult, "level" | "accepted" | "state">;
export type Asked = { failOn: FailOn; gate: Gate };
type Effect = "blocked" | "incomplete" | "pass";

/** The effects that fail the run. Findings are reported in any case. */
const FAILING: Record<FailOn, readonly Effect[]> = {
  blocking: ["blocked", "incomplete"],
  incomplete: ["blocked", "incomplete"],
  results: ["blocked"],
  never: [],
};

const CODES: Record<Effect, number> = { blocked: 2, incomplete: 3, pass: 0 };

/**
 * 1: the program failed; 2: something blocks; 3: something could not be evaluated; otherwise 0. `incomplete`: warnings
 * block too; `results`: gaps fail nothing; `never`: findings fail nothing. Accepted results never count, nor do
 * unchanged ones with gate `new`.
 */
export function exitCode(results: readonly Result[], broken: boolean, asked: Asked): number {
  if (broken) return 1;
  const failing = results.filter((result) => fails(result, asked));
  return CODES[worst(failing, asked)];
}

/** The verdict, whatever may fail the run: a pass only if nothing blocks and everything could be evaluated. */
export function verdictOf(results: readonly Result[], broken: boolean, asked: Asked): Report["verdict"] {
  return broken ? "error" : worst(results, asked);
}

export function fails(result: Result, asked: Asked): boolean {
  return FAILING[asked.failOn].includes(effectOf(result, asked));
}

export function effectOf(result: Result, { failOn, gate }: Asked): Effect {
  if (!counts(result, gate)) return "pass";
  if (result.level === "blocking" || (result.level === "warning" && failOn === "incomplete")) return "blocked";
  return result.level === "incomplete" ? "incomplete" : "pass";
}

/** Whether a result may count in the run. */
export function counts({ accepted, state }: Result, gate: Gate): boolean {
  return !accepted && (gate === "all" || state !== "unchanged");
}

function worst(results: readonly Result[], asked: Asked): Effect {
  const effects = results.map((result) => effectOf(result, asked));
  return (["blocked", "incomplete"] as const).find((effect) => effects.includes(effect)) ?? "pass";
}
