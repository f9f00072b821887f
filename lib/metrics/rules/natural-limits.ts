/** As many months make a line that limits can be drawn to. */
const MIN_MONTHS = 12;
/** Three standard deviations, from the mean of the moving ranges of two. */
const PER_RANGE = 2.66;

/**
 * Between which values a row of monthly rates moves by itself: what lies outside asks for a cause. Null below twelve months.
 * Source: the XmR chart (Shewhart 1931; Wheeler 1993).
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
