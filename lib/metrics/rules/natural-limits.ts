/** The minimum number of months for drawing limits. */
const MIN_MONTHS = 12;
/** Three standard deviations, estimated from the mean moving range of two. */
const PER_RANGE = 2.66;

/**
 * The limits of natural variation of a series of monthly rates; a value outside calls for a cause. Null for fewer than
 * twelve months. Source: the XmR chart (Shewhart 1931; Wheeler 1993).
 */
export function naturalLimits(rates: readonly number[]): { low: number; mean: number; high: number } | null {
  if (rates.length < MIN_MONTHS) return null;
  const mean = sum(rates) / rates.length;
  const ranges = rates.slice(1).map((rate, at) => Math.abs(rate - (rates[at] ?? rate)));
  const reach = (PER_RANGE * sum(ranges)) / ranges.length;
  return { low: Math.max(0, mean - reach), mean, high: mean + reach };
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
