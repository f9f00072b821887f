import { formatCount, formatValue } from "#components/charts/format.ts";
import type { Escapes, Quantile, QuarterWords } from "#lib/metrics/output.ts";

/** A quantile of n reviews in words: hidden and not reached are said, never guessed. */
export function quantileWords({ value, state }: Quantile, n: number): string {
  if (n === 0) return "no reviews";
  if (state === "hidden") return "hidden (under 5 at risk)";
  return value === null ? "not reached" : formatValue("duration", value);
}

/** What was found after approvals, beside what reviews found; or why that is not known. */
export function escapeWords({ state, rate, escapes, ripe, recorded }: Escapes): string {
  if (state === "no_feed") return "escape rate: no feed";
  if (state === "early") return `${formatCount(recorded)} escapes so far, 90 days have not passed`;
  if (rate === null) return "escape rate: no approvals";
  return `escape rate ${formatValue("rate", rate)} (${formatCount(escapes)} of ${formatCount(ripe)} approvals)`;
}

/** "2026 Q4 so far" until the quarter has ended. */
export function quarterName({ label, inProgress }: QuarterWords): string {
  return inProgress ? `${label} so far` : label;
}

export function trainingWords(state: string): string {
  return state === "suppressed" ? "hidden (under 5 people)" : "nobody yet";
}
