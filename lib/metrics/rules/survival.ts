import { Z_95 } from "./normal.ts";

/**
 * Decided and undecided reviews: the seconds of each from its first submit to its decision or, while undecided, to the
 * moment it was last seen open (as-of or cancel).
 */
export interface Waits {
  seconds: readonly number[];
  decided: boolean;
}

/** The curve just after a moment with decisions; `atRisk` counts the reviews still open just before it. */
interface CurveStep {
  seconds: number;
  survival: number;
  atRisk: number;
  decided: number;
}

/** `n`, `decided`, `atRisk` and `leftOut` count reviews. `times` are the sorted seconds of all n. */
export interface SurvivalCurve {
  n: number;
  decided: number;
  leftOut: number;
  times: Float64Array;
  steps: CurveStep[];
}

/** Only the value of a "shown" quantile may be printed; a "hidden" one keeps it for checks on the arithmetic. */
export interface CurveQuantile {
  value: number | null;
  atRisk: number;
  state: "shown" | "none" | "hidden" | "not_reached";
}

export interface ChartPoint {
  seconds: number;
  survival: number;
  atRisk: number;
}

/** With fewer reviews at risk, a quantile and the curve beyond it rest on too few to be shown. */
export const MIN_AT_RISK = 5;

// Far above the rounding of a product of 1,000,000 factors and far below the smallest step such a curve can make.
const SAME_LEVEL = 1e-9;

/**
 * The Kaplan–Meier estimate of the share still undecided, by seconds since submit; decisions come before censorings at
 * ties. A review whose seconds are negative or not finite is counted in `leftOut`. Source: Kaplan and Meier 1958. O(n log n).
 */
export function fitSurvival(waits: readonly Waits[]): SurvivalCurve {
  const decisions = sortedSeconds(waits.filter(({ decided }) => decided));
  const times = merged(decisions, sortedSeconds(waits.filter(({ decided }) => !decided)));
  const steps: CurveStep[] = [];
  let survival = 1;
  let before = 0;
  for (let at = 0; at < decisions.length; ) {
    const seconds = decisions[at] ?? 0;
    let end = at;
    while (decisions[end] === seconds) end += 1;
    while ((times[before] ?? seconds) < seconds) before += 1;
    const [decided, atRisk] = [end - at, times.length - before];
    survival *= 1 - decided / atRisk;
    steps.push({ seconds, survival, atRisk, decided });
    at = end;
  }
  const all = waits.reduce((sum, each) => sum + each.seconds.length, 0);
  return { n: times.length, decided: decisions.length, leftOut: all - times.length, times, steps };
}

function sortedSeconds(waits: readonly Waits[]): Float64Array {
  const all = new Float64Array(waits.reduce((sum, { seconds }) => sum + seconds.length, 0));
  let count = 0;
  for (const { seconds } of waits) {
    for (const each of seconds) if (Number.isFinite(each) && each >= 0) all[count++] = each;
  }
  return all.slice(0, count).sort();
}

/** Merges two sorted lists. Most reviews are decided, and this avoids sorting them twice. */
function merged(some: Float64Array, others: Float64Array): Float64Array {
  const all = new Float64Array(some.length + others.length);
  let [one, other] = [0, 0];
  for (let at = 0; at < all.length; at++) {
    const isOne = (some[one] ?? Number.POSITIVE_INFINITY) <= (others[other] ?? Number.POSITIVE_INFINITY);
    all[at] = (isOne ? some[one++] : others[other++]) ?? Number.NaN;
  }
  return all;
}

/**
 * The seconds after which the share `p` (0 to 1, so 0.9 for P90) is decided. If the curve equals the level over an
 * interval, its midpoint; the last such interval ends with the last observation. "not_reached" (value null, atRisk 0)
 * if the curve stays above; "none" (value null, atRisk 0) if nothing was counted; "hidden" if fewer than five were at
 * risk.
 */
export function curveQuantile(curve: SurvivalCurve, p: number): CurveQuantile {
  const level = 1 - p;
  const index = firstAtOrBelow(curve.steps, level + SAME_LEVEL);
  const step = curve.steps[index];
  if (!step) return { value: null, atRisk: 0, state: curve.n === 0 ? "none" : "not_reached" };
  const touches = Math.abs(step.survival - level) <= SAME_LEVEL;
  const flatUntil = curve.steps[index + 1]?.seconds ?? curve.times.at(-1) ?? step.seconds;
  const value = touches ? (step.seconds + flatUntil) / 2 : step.seconds;
  const atRisk = atRiskAt(curve, value);
  return { value, atRisk, state: atRisk < MIN_AT_RISK ? "hidden" : "shown" };
}

/** Ends of the 95 % interval, in seconds; null if the curve's limits do not reach the level. */
export interface QuantileInterval {
  low: number | null;
  high: number | null;
}

/**
 * The 95 % interval of the quantile at `p`: from where the curve's lower limit reaches its level to where the upper one
 * does. The limits are Greenwood's, of the logarithm of minus the logarithm of the curve. No distribution of review
 * times is assumed. Source: Brookmeyer and Crowley 1982; Klein and Moeschberger 2003, 4.5.
 */
export function quantileInterval({ steps }: SurvivalCurve, p: number): QuantileInterval {
  const level = 1 - p + SAME_LEVEL;
  const found: QuantileInterval = { low: null, high: null };
  let greenwood = 0;
  for (const { seconds, survival, atRisk, decided } of steps) {
    greenwood += decided / (atRisk * (atRisk - decided));
    const [lower, upper] = limitsAt(survival, greenwood);
    if (found.low === null && lower <= level) found.low = seconds;
    if (upper > level) continue;
    found.high = seconds;
    break;
  }
  return found;
}

/** Once the curve reaches zero, its upper limit is unknown. */
function limitsAt(survival: number, greenwood: number): [lower: number, upper: number] {
  if (survival === 0) return [0, 1];
  const reach = Math.exp((Z_95 * Math.sqrt(greenwood)) / -Math.log(survival));
  return [survival ** reach, survival ** (1 / reach)];
}

/** How many reviews were still open just before `seconds`. */
export function atRiskAt(curve: SurvivalCurve, seconds: number): number {
  let low = 0;
  let high = curve.times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((curve.times[middle] ?? 0) < seconds) low = middle + 1;
    else high = middle;
  }
  return curve.times.length - low;
}

/**
 * The publishable corners of the curve, from (0, 1) to the last moment with five reviews at risk; quantiles beyond it
 * are hidden. None for fewer than five reviews. With more than `most` decisions, steps that move the curve by less than
 * 1/`most` are joined to the next, so a drawn step is late by less than this amount. Seconds.
 */
export function chartPoints(curve: SurvivalCurve, most = 200): ChartPoint[] {
  const until = curve.times[curve.n - MIN_AT_RISK];
  if (until === undefined) return [];
  const points: ChartPoint[] = [{ seconds: 0, survival: 1, atRisk: curve.n }];
  const shown = curve.steps.filter(({ seconds }) => seconds <= until);
  const smallest = shown.length > most ? 1 / most : 0;
  let last = { seconds: 0, survival: 1 };
  for (const [index, { seconds, survival, atRisk }] of shown.entries()) {
    const isLast = index === shown.length - 1;
    if (last.survival - survival < smallest && !isLast) continue;
    points.push({ seconds, survival, atRisk });
    last = { seconds, survival };
  }
  if (until > last.seconds) points.push({ ...last, seconds: until, atRisk: atRiskAt(curve, until) });
  return points;
}

function firstAtOrBelow(steps: readonly CurveStep[], level: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle]?.survival ?? 0) <= level) high = middle;
    else low = middle + 1;
  }
  return low;
}
