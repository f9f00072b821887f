import { formatCount, formatValue } from "#lib/numbers.ts";
import { counted } from "#lib/words.ts";
import { rate } from "./rate.ts";

/** How long after its approval a finding counts as missed by the review. */
export const ESCAPE_DAYS = 90;

/**
 * `ripe`: approvals whose 90 days have passed; `escapes`: found within these days; `recorded`: for all approvals so
 * far.
 */
export type EscapeCounts = { approvals: number; ripe: number; escapes: number; recorded: number };

export const NO_ESCAPES: EscapeCounts = { approvals: 0, ripe: 0, escapes: 0, recorded: 0 };

/**
 * M5: escapes per approval, over the approvals whose 90 days have passed. "no_feed" if nobody has ever recorded an
 * escape, so finding none means nothing; "early" if no approval of the quarter is old enough yet.
 */
export function escapesOf({ approvals, ripe, escapes, recorded }: EscapeCounts, isFed: boolean) {
  const state = !isFed ? "no_feed" : approvals > 0 && ripe === 0 ? "early" : "shown";
  const perApproval = state === "shown" ? (rate(escapes, ripe)?.rate ?? null) : null;
  return { state, approvals, ripe, escapes, recorded, rate: perApproval } as const;
}

/** "0.01 (12 of 1,234 approvals)": escapes per approval with both counts, or the reason there is no rate. */
export function escapeWords({ state, rate, escapes, ripe, recorded }: ReturnType<typeof escapesOf>): string {
  if (state === "no_feed") return "no feed";
  if (state === "early") return `${counted(recorded, "escape")} so far; ${ESCAPE_DAYS} days have not passed yet`;
  if (rate === null) return "no approvals";
  return `${formatValue("rate", rate)} (${formatCount(escapes)} of ${formatCount(ripe)} approvals)`;
}
