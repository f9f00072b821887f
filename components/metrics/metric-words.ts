import { formatValue } from "#components/charts/format.ts";
import type { Quantile } from "#lib/metrics/output.ts";

/** A quantile of n reviews in words: hidden and not reached are said, never guessed. */
export function quantileWords({ value, state }: Quantile, n: number): string {
  if (n === 0) return "no reviews";
  if (state === "hidden") return "hidden (under 5 at risk)";
  return value === null ? "not reached" : formatValue("duration", value);
}

export function trainingWords(state: string): string {
  return state === "suppressed" ? "hidden (under 5 people)" : "nobody yet";
}
