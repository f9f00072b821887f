/**
 * The quantile of fully observed values, by the rule of the survival curve: the smallest value that at least the share
 * `p` (0 to 1) does not exceed, or the midpoint of the gap if exactly this share lies below one. Same unit as the
 * values; null without values. `values` may be in any order and is not reordered.
 */
export function quantile(values: readonly number[], p: number): number | null {
  const sorted = new Float64Array(values).sort();
  const rank = p * sorted.length;
  const whole = Math.round(rank);
  const exact = Math.abs(rank - whole) < 1e-9 * Math.max(1, sorted.length);
  const low = sorted[Math.max(0, exact ? whole - 1 : Math.ceil(rank) - 1)];
  if (low === undefined) return null;
  const high = exact && whole > 0 ? sorted[whole] : undefined;
  return high === undefined ? low : (low + high) / 2;
}
