import { Z_95 } from "./normal.ts";

/** A share of n with its 95 % interval; `share`, `low` and `high` run from 0 to 1. */
interface Proportion {
  count: number;
  n: number;
  share: number;
  low: number;
  high: number;
}

/**
 * `count` of `n` with the Wilson score interval (95 %, no continuity correction). Needs whole numbers with
 * 0 ≤ count ≤ n; null when n is 0. Source: Wilson 1927, JASA 22(158).
 */
export function proportion(count: number, n: number): Proportion | null {
  if (n === 0) return null;
  const share = count / n;
  const z2 = (Z_95 * Z_95) / n;
  const centre = (share + z2 / 2) / (1 + z2);
  const reach = (Z_95 * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n))) / (1 + z2);
  // At the two ends the interval closes exactly; rounding must not push it past the share.
  const low = count === 0 ? 0 : Math.max(0, centre - reach);
  const high = count === n ? 1 : Math.min(1, centre + reach);
  return { count, n, share, low, high };
}
