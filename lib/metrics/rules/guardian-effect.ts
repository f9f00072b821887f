import type { Tier } from "#lib/intake/rules/tiers.ts";
import type { ReviewType } from "#lib/reviews/rules/review-types.ts";
import { COMPARED, type Compared, MIN_REVIEWS, MIN_TEAMS } from "./arms.ts";
import { drawsOf } from "./draws.ts";
import { type Difference, FINDINGS, hasNoWidth, SPEED } from "./effect-words.ts";
import { effectiveCount, normalBelow, smallSampleFactor, Z_95 } from "./normal.ts";
import { withinTeams } from "./within-teams.ts";

/**
 * One review of an arm. `seconds`: from its first submit to its decision or, while undecided, to the moment it was last
 * seen open. `findings`: rated medium or higher, null if unknown.
 */
export type ArmReview = {
  team: number;
  /** The quarter of its first submit, as any number that is the same for the same quarter. */
  quarter: number;
  /** The time of its first submit, in seconds since any fixed moment. */
  submitted: number;
  tier: Tier;
  type: ReviewType;
  arm: Compared;
  seconds: number;
  decided: boolean;
  findings: number | null;
  /** Whether it came from a file of past reviews. */
  imported?: boolean;
};

/**
 * One minus a ratio, with its 95 % interval: 0.2 is a fifth less with a guardian. Null if neither median is reached, so
 * the ratio has no value. Minus infinity if only the median with a guardian is not reached.
 */
export type Estimate = {
  value: number | null;
  low: number;
  high: number;
  /** Whether the interval excludes 0 and has a width. */
  claimed: boolean;
  /**
   * The smallest true difference that this many teams and reviews would detect four times in five; null if the interval
   * does not give it.
   */
  detectable: number | null;
};

export type GuardianEffect = {
  state: "shown" | "too_few_reviews" | "too_few_teams";
  n: Record<Compared, number>;
  /** How many of them came from a file of past reviews. */
  imported: number;
  teams: Record<Compared, number>;
  /** The share of all reviews in strata where one arm has none; these are left out. */
  dropped: number;
  /**
   * The difference in days would reflect the mix of changes, so the others are weighted to the mix of reviews with a
   * guardian.
   */
  speed: Estimate | null;
  /** Speed of each team against itself; null if too few teams have reviews of both arms. */
  within: Estimate | null;
  findings: Estimate | null;
  /** Seconds until half are decided, null if not reached; and findings per review. Both for comparable changes. */
  medians: Record<Compared, number | null> | null;
  rates: Record<Compared, number | null> | null;
};

/**
 * The 97.5 % and 80 % quantiles of the standard normal distribution, added: a difference of this many standard errors
 * is detectable.
 */
const DETECTABLE_ERRORS = Z_95 + 0.841621;
const SAME_LEVEL = 1e-9;

/**
 * How much faster reviews with a guardian are decided, and how many fewer findings they have (M2 and the ratio of M3).
 * Guardians get the harder changes, so the other reviews are weighted to the strata mix of those with one. Strata are
 * quarter of submission and tier, then type while both arms have some. The interval comes from drawing whole teams with
 * all their reviews, among teams with the same arms (`drawsOf` unless `draws` is given). Reviews of one team are alike,
 * and a team may be in both arms. `next` gives numbers from 0 up to 1, seeded by the caller.
 */
export function guardianEffect(reviews: readonly ArmReview[], next: () => number, draws?: number): GuardianEffect {
  const usable = reviews.filter(({ seconds }) => Number.isFinite(seconds) && seconds >= 0);
  const { strata, kept } = strataOf(usable);
  const own = byArm((arm) => kept.filter((review) => review.arm === arm));
  const n = byArm((arm) => own[arm].length);
  const teams = byArm((arm) => new Set(own[arm].map(({ team }) => team)).size);
  const dropped = usable.length === 0 ? 0 : (usable.length - kept.length) / usable.length;
  const imported = kept.filter((review) => review.imported).length;
  const few = { n, imported, teams, dropped, speed: null, within: null, findings: null, medians: null, rates: null };
  if (COMPARED.some((arm) => teams[arm] < MIN_TEAMS)) return { state: "too_few_teams", ...few };
  if (COMPARED.some((arm) => n[arm] < MIN_REVIEWS)) return { state: "too_few_reviews", ...few };
  const sample = sampleOf(kept, strata);
  const { medians, rates: once } = drawnOnce(sample, new Float64Array(sample.teams).fill(1));
  const wider = { speed: widening(sample, "count"), findings: widening(sample, "known") };
  const times = draws ?? drawsOf(kept.length);
  const speeds = new Float64Array(times);
  const rates = new Float64Array(times);
  const drawn = new Float64Array(sample.teams);
  for (let draw = 0; draw < times; draw += 1) {
    drawTeams(sample, next, drawn);
    const found = drawnOnce(sample, drawn);
    speeds[draw] = found.medians.guardian / found.medians.none;
    rates[draw] = found.rates.guardian / found.rates.none;
  }
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    state: "shown",
    ...{ n, imported, teams, dropped },
    speed: estimate(medians.guardian / medians.none, speeds, wider.speed, SPEED),
    within: withinTeams(usable),
    findings: estimate(once.guardian / once.none, rates, wider.findings, FINDINGS),
    medians: byArm((arm) => finite(medians[arm])),
    rates: byArm((arm) => finite(once[arm])),
  };
}

/** How much wider the interval is than that of its draws, given the effective number of teams of the smaller arm. */
function widening(sample: Sample, of: "count" | "known"): number {
  const counts = COMPARED.map((arm) => effectiveCount(carried(sample, arm, of)));
  return smallSampleFactor(Math.max(2, Math.min(...counts)));
}

/**
 * Each team's contribution to an arm's number, which a few teams may dominate. For counts: its reviews, weighted to the
 * mix of those with a guardian. For findings: the findings so many reviews of its strata have.
 */
function carried({ guardian, none, teams }: Sample, arm: Compared, of: "count" | "known"): number[] {
  const { team, stratum, sums, ...cells } = { guardian, none }[arm];
  const all = new Array<number>(teams).fill(0);
  for (let cell = 0; cell < team.length; cell += 1) {
    const [place, own] = [team[cell] ?? 0, stratum[cell] ?? 0];
    const among = sums[of][own] ?? 0;
    if (among === 0 || none.sums[of][own] === 0) continue;
    const each = of === "known" ? (sums.found[own] ?? 0) / among : 1;
    all[place] = (all[place] ?? 0) + (each * (guardian.sums[of][own] ?? 0) * (cells[of][cell] ?? 0)) / among;
  }
  return all;
}

/** The stratum of each review, or kind of review, and the ones kept because both arms have their stratum. */
export function strataOf<Of extends Pick<ArmReview, "quarter" | "tier" | "type" | "arm">>(reviews: readonly Of[]) {
  const both = (keyOf: (review: Of) => string, among: readonly Of[]) => {
    const arms = new Map<string, Set<Compared>>();
    for (const review of among) {
      const key = keyOf(review);
      arms.set(key, (arms.get(key) ?? new Set()).add(review.arm));
    }
    return new Set([...arms].filter(([, has]) => has.size === COMPARED.length).map(([key]) => key));
  };
  const byTier = ({ quarter, tier }: Of) => `${quarter} ${tier}`;
  const byType = (review: Of) => `${byTier(review)} ${review.type}`;
  const fine = both(byType, reviews);
  const rest = reviews.filter((review) => !fine.has(byType(review)));
  const coarse = both(byTier, rest);
  const keyOf = (review: Of) => (fine.has(byType(review)) ? byType(review) : byTier(review));
  const keys = [...fine, ...coarse].sort();
  const strata = new Map(keys.map((key, at) => [key, at]));
  const at = (review: Of) => strata.get(keyOf(review));
  return { strata: at, kept: reviews.filter((review) => at(review) !== undefined) };
}

/**
 * One arm. The reviews of one team and stratum form a cell: their count, how many have known findings, and these
 * findings. `times` lists the reviews individually.
 */
type ArmSample = {
  team: Int32Array;
  stratum: Int32Array;
  count: Float64Array;
  known: Float64Array;
  found: Float64Array;
  times: Times;
  /** For the current draw, by stratum: the sums of the cells, and the weight of one review. */
  sums: Record<"count" | "known" | "found", Float64Array>;
  scale: Float64Array;
};
/** Reviews ordered by seconds; at ties, decided ones before open ones. */
type Times = { at: Float64Array; decided: Uint8Array; team: Int32Array; stratum: Int32Array };
/** `alike`: the teams grouped by which arms they have. */
type Sample = Record<Compared, ArmSample> & { teams: number; alike: Int32Array[] };

function sampleOf(reviews: readonly ArmReview[], stratumOf: (review: ArmReview) => number | undefined): Sample {
  const ids = [...new Set(reviews.map(({ team }) => team))].sort((one, other) => one - other);
  const teams = new Map(ids.map((id, at) => [id, at]));
  const strata = reviews.reduce((most, review) => Math.max(most, (stratumOf(review) ?? 0) + 1), 0);
  const arms = byArm((arm) =>
    armSample(
      reviews.filter((review) => review.arm === arm),
      (review) => ({ team: teams.get(review.team) ?? 0, stratum: stratumOf(review) ?? 0 }),
      strata,
    ),
  );
  const has = byArm((arm) => new Set(arms[arm].team));
  const alike = [
    [true, true],
    [true, false],
    [false, true],
  ].map(([guardian, none]) =>
    Int32Array.from(
      [...teams.values()].filter((team) => has.guardian.has(team) === guardian && has.none.has(team) === none),
    ),
  );
  return { ...arms, teams: teams.size, alike };
}

function armSample(
  reviews: readonly ArmReview[],
  placeOf: (review: ArmReview) => { team: number; stratum: number },
  strata: number,
): ArmSample {
  const sorted = reviews.toSorted(
    (one, other) => one.seconds - other.seconds || Number(other.decided) - Number(one.decided),
  );
  const cells = new Map<number, { team: number; stratum: number; own: ArmReview[] }>();
  const places = sorted.map(placeOf);
  for (const [at, review] of sorted.entries()) {
    const place = places[at] ?? placeOf(review);
    const key = place.team * strata + place.stratum;
    const cell = cells.get(key) ?? { ...place, own: [] };
    cell.own.push(review);
    cells.set(key, cell);
  }
  const all = [...cells.values()];
  return {
    team: Int32Array.from(all, ({ team }) => team),
    stratum: Int32Array.from(all, ({ stratum }) => stratum),
    count: Float64Array.from(all, ({ own }) => own.length),
    known: Float64Array.from(all, ({ own }) => own.filter(({ findings }) => findings !== null).length),
    found: Float64Array.from(all, ({ own }) => own.reduce((sum, { findings }) => sum + (findings ?? 0), 0)),
    times: {
      at: Float64Array.from(sorted, ({ seconds }) => seconds),
      decided: Uint8Array.from(sorted, ({ decided }) => Number(decided)),
      team: Int32Array.from(places, ({ team }) => team),
      stratum: Int32Array.from(places, ({ stratum }) => stratum),
    },
    sums: { count: new Float64Array(strata), known: new Float64Array(strata), found: new Float64Array(strata) },
    scale: new Float64Array(strata),
  };
}

function byArm<T>(of: (arm: Compared) => T): Record<Compared, T> {
  return { guardian: of("guardian"), none: of("none") };
}

/** Draws as many teams as there are, with replacement, within each group of `alike`. */
function drawTeams({ alike }: Sample, next: () => number, drawn: Float64Array): void {
  drawn.fill(0);
  for (const group of alike) {
    for (let at = 0; at < group.length; at += 1) {
      const team = group[Math.floor(next() * group.length)] ?? 0;
      drawn[team] = (drawn[team] ?? 0) + 1;
    }
  }
}

/**
 * Sums an arm's reviews, those with known findings, and the findings by stratum, with teams weighted by how often they
 * are drawn.
 */
function tally({ team, stratum, count, known, found, sums }: ArmSample, drawn: Float64Array): void {
  for (const sum of Object.values(sums)) sum.fill(0);
  for (let cell = 0; cell < team.length; cell += 1) {
    const times = drawn[team[cell] as number] as number;
    const own = stratum[cell] as number;
    sums.count[own] = (sums.count[own] as number) + times * (count[cell] as number);
    sums.known[own] = (sums.known[own] as number) + times * (known[cell] as number);
    sums.found[own] = (sums.found[own] as number) + times * (found[cell] as number);
  }
}

/**
 * Sets the weight of a review in each stratum, giving the others the mix of the reviews with a guardian. A stratum that
 * one arm lacks counts for nothing.
 */
function weigh({ guardian, none }: Sample): void {
  for (let stratum = 0; stratum < none.scale.length; stratum += 1) {
    const [own, others] = [guardian.sums.count[stratum] ?? 0, none.sums.count[stratum] ?? 0];
    guardian.scale[stratum] = others === 0 ? 0 : 1;
    none.scale[stratum] = others === 0 ? 0 : own / others;
  }
}

/** The medians and the findings per review, with teams weighted by how often they are drawn. */
function drawnOnce(sample: Sample, drawn: Float64Array): Record<"medians" | "rates", Record<Compared, number>> {
  tally(sample.guardian, drawn);
  tally(sample.none, drawn);
  weigh(sample);
  return { medians: byArm((arm) => medianOf(sample[arm], drawn)), rates: ratesOf(sample) };
}

/**
 * The Kaplan–Meier median of weighted reviews: the seconds until half are decided, the midpoint if the curve is flat at
 * one half, infinity if it is not reached.
 */
function medianOf({ times, sums, scale }: ArmSample, drawn: Float64Array): number {
  const { at, decided, team, stratum } = times;
  // Between two censored reviews, the curve is the share of reviews at risk since the first of them.
  let atRisk = weightedSum(scale, sums.count);
  let [since, base] = [atRisk, 1];
  let half = (0.5 + SAME_LEVEL) * atRisk;
  for (let index = 0; index < at.length; index += 1) {
    const before = atRisk;
    // A team not drawn subtracts 0, and checking for it costs more time.
    atRisk -= (drawn[team[index] as number] as number) * (scale[stratum[index] as number] as number);
    if (decided[index] === 1) {
      if (atRisk > half || atRisk === before) continue;
      return halfAt(times, { drawn, scale }, index, (base * Math.max(0, atRisk)) / since);
    }
    base *= before / since;
    since = atRisk;
    half = ((0.5 + SAME_LEVEL) / base) * since;
  }
  return Number.POSITIVE_INFINITY;
}

type Weights = { drawn: Float64Array; scale: Float64Array };

/** The moment the curve falls below one half, or the midpoint of the stretch where it equals one half. */
function halfAt(
  { at, decided, team, stratum }: Times,
  { drawn, scale }: Weights,
  reached: number,
  survival: number,
): number {
  const from = at[reached] ?? 0;
  if (survival < 0.5 - SAME_LEVEL) return from;
  let last = from;
  for (let index = reached + 1; index < at.length; index += 1) {
    if ((drawn[team[index] ?? 0] ?? 0) * (scale[stratum[index] ?? 0] ?? 0) === 0) continue;
    last = at[index] ?? 0;
    if (decided[index] === 1) break;
  }
  return (from + last) / 2;
}

/**
 * Findings per review of each arm, over the reviews with known findings. In each stratum the others are weighted to the
 * number of reviews with a guardian.
 */
function ratesOf({ guardian, none }: Sample): Record<Compared, number> {
  let [own, others, all] = [0, 0, 0];
  for (let stratum = 0; stratum < none.sums.known.length; stratum += 1) {
    const known = none.sums.known[stratum] ?? 0;
    if (known === 0) continue;
    const mix = guardian.sums.known[stratum] ?? 0;
    own += guardian.sums.found[stratum] ?? 0;
    others += (mix * (none.sums.found[stratum] ?? 0)) / known;
    all += mix;
  }
  return { guardian: own / all, none: others / all };
}

function weightedSum(weights: Float64Array, values: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at += 1) sum += (weights[at] ?? 0) * (values[at] ?? 0);
  return sum;
}

/**
 * One minus a ratio and its draws' verdict; the interval is `wider` than that of the draws. A draw without a value may
 * lie anywhere.
 */
function estimate(ratio: number, drawn: Float64Array, wider: number, difference: Difference): Estimate {
  const low = drawn.map((each) => 1 - (Number.isNaN(each) ? Number.POSITIVE_INFINITY : each)).sort();
  const high = drawn.map((each) => 1 - (Number.isNaN(each) ? 0 : each)).sort();
  const beyond = normalBelow(-Z_95 * wider);
  const interval = { low: quantile(low, beyond), high: quantile(high, 1 - beyond) };
  return {
    value: Number.isNaN(ratio) ? null : 1 - ratio,
    ...interval,
    claimed: (interval.low > 0 || interval.high < 0) && !hasNoWidth(interval, difference),
    detectable: detectable(interval),
  };
}

/**
 * The value below which a share `p` of all possible draws lies: of n sorted draws, the one at p × (n + 1). Source:
 * Davison and Hinkley 1997, 5.2.
 */
function quantile(sorted: Float64Array, p: number): number {
  const place = Math.min(Math.max(p * (sorted.length + 1) - 1, 0), sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? below;
  return below === above ? below : below + (above - below) * (place - Math.floor(place));
}

/**
 * Calculated from the standard error implied by an interval on the log scale. An interval of no width, where every
 * review took equally long, says nothing about chance; nor does one without an end.
 */
function detectable({ low, high }: Pick<Estimate, "low" | "high">): number | null {
  const error = (Math.log(1 - low) - Math.log(1 - high)) / (2 * Z_95);
  return Number.isFinite(error) && error > SAME_LEVEL ? 1 - Math.exp(-DETECTABLE_ERRORS * error) : null;
}
