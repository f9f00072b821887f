import { m } from "#lib/member-name.ts";
import { formatRange, formatValue, rounded } from "#lib/numbers.ts";
import type { EstimateOutput, GuardianEffectOutput } from "../output.ts";

export const EFFECT_WORDS: Record<GuardianEffectOutput["state"], string> = {
  shown: "Not known",
  too_few_teams: "Too few teams to say",
  too_few_reviews: "Too few reviews to say",
};

/** Ends this close differ only by summation order. */
const SAME = 1e-9;

/**
 * The words for less and more of a number. `endless`: "all less" is not a number either, but a median that is not
 * reached.
 */
export type Difference = { less: string; more: string; endless: boolean };
type Interval = Pick<EstimateOutput, "low" | "high">;

export const SPEED: Difference = { less: "faster", more: "slower", endless: true };
export const FINDINGS: Difference = { less: "fewer", more: "more", endless: false };

/**
 * "18.2 % faster", "4 % slower". If a median is not reached there is no number: the difference is certainly more or
 * less, or not known.
 */
export function effectWords({ value, claimed }: EstimateOutput, { less, more, endless }: Difference): string {
  if (value === null) return claimed ? `infinitely ${more}` : "not reached";
  if (endless && value >= 1) return `infinitely ${less}`;
  return `${formatValue("share", Math.abs(value))} ${value >= 0 ? less : more}`;
}

/**
 * "95 %: 2.1 to 31 % faster", "95 %: 3 % slower to 24.1 % faster": each end names its direction, unless both share it.
 * An interval of no width, where every review took equally long, would look like certainty.
 */
export function intervalWords({ low, high }: EstimateOutput, difference: Difference): string {
  if (hasNoWidth({ low, high }, difference)) return "no interval available";
  return `95 %: ${spanWords(asSaid(low), asSaid(high), difference)}`;
}

/** Whether an interval says nothing about chance: its ends are equal, and not because a median is not reached. */
export function hasNoWidth({ low, high }: Interval, { endless }: Difference): boolean {
  return low !== null && high !== null && high - low < SAME && !(endless && low === 1);
}

/** "18.2 % faster (95 %: 2.1 to 31 % faster)" */
export function estimateWords(estimate: EstimateOutput, difference: Difference): string {
  return `${effectWords(estimate, difference)} (${intervalWords(estimate, difference)})`;
}

/** As `estimateWords`, but without a number if chance may explain the difference. */
export function claimWords(estimate: EstimateOutput, difference: Difference): string {
  if (estimate.claimed) return estimateWords(estimate, difference);
  return `no difference shown (${doubtWords(estimate, difference)})`;
}

type Speeds = Pick<GuardianEffectOutput, "state" | "speed" | "within">;

/**
 * Whether both comparisons show the same difference in speed: comparable changes of all teams, and each team against
 * itself. One alone may only reflect which teams have guardians.
 */
export function speedsAgree({ speed, within }: Pick<Speeds, "speed" | "within">): boolean {
  if (!speed?.claimed || !within?.claimed) return false;
  return isLess(speed) === isLess(within);
}

/** "18.2 % faster (95 %: 2.1 to 31 % faster)", plus a caveat if the within-team comparison does not show it. */
export function speedWords(effect: Speeds): string {
  const { state, speed } = effect;
  if (!speed) return EFFECT_WORDS[state];
  return [claimWords(speed, SPEED), speedCaveat(effect)].filter(Boolean).join(", ");
}

/** "but these teams may have been faster before": the caveat for a difference that only one comparison shows. */
export function speedCaveat(effect: Pick<Speeds, "speed" | "within">): string | null {
  const { speed } = effect;
  if (!speed?.claimed || speedsAgree(effect)) return null;
  return `but these teams may have been ${isLess(speed) ? SPEED.less : SPEED.more} before`;
}

/** The within-team difference, in words. */
export function withinWords({ within }: Pick<Speeds, "within">): string {
  return within ? claimWords(within, SPEED) : m`Too few teams have reviews both with and without a guardian`;
}

/** Whether a claimed difference, and so its whole interval, is a reduction. */
function isLess({ low }: EstimateOutput): boolean {
  return low !== null && low > 0;
}

/** As `intervalWords`, plus the smallest detectable difference if none is shown. */
export function doubtWords(estimate: EstimateOutput, difference: Difference): string {
  return [intervalWords(estimate, difference), detectableWords(estimate)].filter(Boolean).join("; ");
}

/** "21 % or more would show" where no difference is shown; null where one is, or where the threshold is unknown. */
export function detectableWords({ claimed, detectable }: EstimateOutput): string | null {
  return claimed || detectable === null ? null : `${formatValue("share", detectable)} or more would be detected`;
}

function spanWords(low: number | null, high: number | null, { less, more, endless }: Difference): string {
  if (high === null) return `infinitely ${more}`;
  const isAll = (end: number) => endless && end >= 1;
  if (low !== null && isAll(low)) return `infinitely ${less}`;
  const worst = low === null ? `infinitely ${more}` : `${formatValue("share", Math.abs(low))} ${low < 0 ? more : less}`;
  if (isAll(high)) return low !== null && low >= 0 ? `${worst}, with no upper limit` : `${worst} to infinitely ${less}`;
  const best = `${formatValue("share", Math.abs(high))} ${high > 0 ? less : more}`;
  if (low === null) return high > 0 ? `${worst} to ${best}` : `${best}, with no upper limit`;
  if (low >= 0) return `${formatRange("share", low, high)} ${less}`;
  if (high <= 0) return `${formatRange("share", Math.abs(high), -low)} ${more}`;
  return `${worst} to ${best}`;
}

/** A share rounded as its words show it, because a value that rounds to 0 has no direction. */
function asSaid(share: number | null): number | null {
  return share === null ? null : rounded(share, 3) || 0;
}
