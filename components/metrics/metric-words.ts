import { formatValue } from "#components/charts/format.ts";
import type { Quantile } from "#lib/metrics/output.ts";

/** A quantile in words: hidden and not reached are said, never guessed. */
export function quantileWords({ value, state }: Quantile): string {
  if (state === "hidden") return "hidden (under 5 at risk)";
  return value === null ? "not reached" : formatValue("duration", value);
}

export function trainingWords(state: string): string {
  return state === "suppressed" ? "hidden (under 5 people)" : "nobody yet";
}
