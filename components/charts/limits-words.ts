import { formatRange, formatValue, type ValueKind } from "#lib/numbers.ts";

/** The natural range of monthly variation, and its mean. */
export type Limits = { low: number; mean: number; high: number };

/** "By itself it moves from 0.20 to 0.60, around 0.40." */
export function limitsWords(kind: ValueKind, { low, mean, high }: Limits): string {
  return `By itself it moves from ${formatRange(kind, low, high)}, around ${formatValue(kind, mean)}.`;
}
