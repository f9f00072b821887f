import { type Proportion, proportion } from "#lib/metrics/rules/proportion.ts";

/** Events per unit of exposure, such as findings per review. */
export interface Rate {
  count: number;
  n: number;
  rate: number;
}

/** `count` events over `n` units (reviews, guardian-months); null when n is 0. */
export function rate(count: number, n: number): Rate | null {
  return n === 0 ? null : { count, n, rate: count / n };
}

/** rate(arm) ÷ rate(other): 0.8 means 20 % fewer. Null where a rate is missing or the other one is 0. */
export function rateRatio(arm: Rate | null, other: Rate | null): number | null {
  if (!arm || !other || other.count === 0) return null;
  return arm.rate / other.rate;
}

/** From the count on each review, the share of reviews with at least one, with its Wilson interval; null without reviews. */
export function shareWithAtLeastOne(counts: readonly number[]): Proportion | null {
  return proportion(counts.filter((count) => count > 0).length, counts.length);
}
