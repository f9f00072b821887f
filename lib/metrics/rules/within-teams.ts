import { COMPARED, MIN_REVIEWS, MIN_TEAMS } from "./arms.ts";
import type { ArmReview, Estimate } from "./guardian-effect.ts";
import { effectiveCount, normalBelow, smallSampleFactor, Z_95 } from "./normal.ts";

/** Shorter lead times count as one hour: on the log scale a minute would outweigh a month. */
const SHORTEST = 3_600;
const ROUNDS = 60;
const SETTLED = 1e-7;
/** A column with a remainder this small duplicates other columns. */
const COLLINEAR = 1e-9;

/**
 * How much faster a team's reviews are decided with a guardian than its other reviews: each team against itself,
 * adjusted for the program's trend (day and quarter of submission) and the mix of changes (tier, type). 0.2 is a fifth
 * less. `null` if fewer than ten teams, or twenty reviews of an arm, can be compared. Undecided reviews are censored.
 * Method: regression of the logarithm of lead time with an intercept per team, censored normal (Tobin 1958); the 95 %
 * interval is robust to alike reviews within a team (Liang and Zeger 1986), with Student's quantile.
 */
export function withinTeams(reviews: readonly ArmReview[]): Estimate | null {
  const teams = groupByTeam(reviews);
  const both = teams.filter((own) => COMPARED.every((arm) => own.some((review) => review.arm === arm)));
  const enough = (arm: string) => both.flat().filter((review) => review.arm === arm).length >= MIN_REVIEWS;
  if (both.length < MIN_TEAMS || !COMPARED.every(enough)) return null;
  const effect = regress(teams);
  if (!effect) return null;
  const { coefficient, error } = effect;
  // A team with few reviews of one arm tells less about the difference than one with many of both.
  const tells = both.map((own) => {
    const share = own.filter(({ arm }) => arm === "guardian").length / own.length;
    return own.length * share * (1 - share);
  });
  const reach = Z_95 * smallSampleFactor(Math.max(2, effectiveCount(tells))) * error;
  const [low, high] = [1 - Math.exp(coefficient + reach), 1 - Math.exp(coefficient - reach)];
  return { value: 1 - Math.exp(coefficient), low, high, claimed: low > 0 || high < 0, detectable: null };
}

function groupByTeam(reviews: readonly ArmReview[]): ArmReview[][] {
  // Sort into a fixed order, because summing the same numbers in another order changes the last digit.
  const sorted = reviews.toSorted((one, other) => one.seconds - other.seconds || one.submitted - other.submitted);
  const teams = new Map<number, ArmReview[]>();
  for (const review of sorted) {
    const own = teams.get(review.team);
    if (own) own.push(review);
    else teams.set(review.team, [review]);
  }
  return [...teams].sort(([one], [other]) => one - other).map(([, own]) => own);
}

/** A review as the regression sees it. The last column is the guardian; `mean` is its current expected value. */
type Row = { columns: number[]; log: number; decided: boolean; mean: number };

/** The guardian coefficient and its standard error, both on the log scale; null if the data does not determine them. */
function regress(teams: readonly ArmReview[][]): { coefficient: number; error: number } | null {
  const rows = rowsOf(teams);
  const all = rows.flat();
  const width = all[0]?.columns.length ?? 0;
  if (all.length <= teams.length + width) return null;
  const start = all.reduce((sum, { log }) => sum + log, 0) / all.length;
  let spread = Math.sqrt(all.reduce((sum, { log }) => sum + (log - start) ** 2, 0) / all.length);
  for (const row of all) row.mean = start;
  let coefficient = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    if (!(spread > SETTLED)) return null;
    const step = improve(rows, spread);
    if (!step) return null;
    const before = spread;
    coefficient += step.guardian;
    spread = Math.sqrt(all.reduce((sum, row) => sum + squareOf(row, spread), 0) / all.length);
    if (step.largest < SETTLED && Math.abs(spread - before) < SETTLED) return { coefficient, error: step.error };
  }
  return null;
}

function rowsOf(teams: readonly ArmReview[][]): Row[][] {
  const all = teams.flat();
  const first = all.reduce((least, { submitted }) => Math.min(least, submitted), Number.POSITIVE_INFINITY);
  const span = all.reduce((most, { submitted }) => Math.max(most, submitted - first), 1);
  const others = <Value>(of: (review: ArmReview) => Value) => [...new Set(all.map(of))].sort().slice(1);
  const [quarters, tiers, types] = [
    others(({ quarter }) => quarter),
    others(({ tier }) => tier),
    others(({ type }) => type),
  ];
  return teams.map((own) =>
    own.map(({ submitted, quarter, tier, type, arm, seconds, decided }) => ({
      columns: [
        (submitted - first) / span,
        ...quarters.map((each) => Number(each === quarter)),
        ...tiers.map((each) => Number(each === tier)),
        ...types.map((each) => Number(each === type)),
        Number(arm === "guardian"),
      ],
      log: Math.log(Math.max(seconds, SHORTEST)),
      decided,
      mean: 0,
    })),
  );
}

/** One Newton step of all means, each team around its own level. `error` is the standard error at this step. */
function improve(teams: readonly Row[][], spread: number): { guardian: number; error: number; largest: number } | null {
  const width = teams[0]?.[0]?.columns.length ?? 0;
  const normal = Array.from({ length: width }, () => new Array<number>(width).fill(0));
  const target = new Array<number>(width).fill(0);
  const parts = teams.map((rows) => {
    const pulls = rows.map((row) => pullOf(row, spread));
    const weight = pulls.reduce((sum, each) => sum + each.weight, 0);
    const level = pulls.reduce((sum, { pull }) => sum + pull, 0) / weight;
    const centre = Array.from({ length: width }, (_, column) =>
      rows.reduce((sum, row, at) => sum + ((pulls[at]?.weight ?? 0) * (row.columns[column] ?? 0)) / weight, 0),
    );
    const score = new Array<number>(width).fill(0);
    for (const [at, { columns }] of rows.entries()) {
      const { pull, weight: own } = pulls[at] ?? { pull: 0, weight: 0 };
      const from = columns.map((value, column) => value - (centre[column] ?? 0));
      for (let one = 0; one < width; one += 1) {
        score[one] = (score[one] ?? 0) + (from[one] ?? 0) * pull;
        const line = normal[one] ?? [];
        for (let other = 0; other < width; other += 1) {
          line[other] = (line[other] ?? 0) + own * (from[one] ?? 0) * (from[other] ?? 0);
        }
      }
    }
    for (let one = 0; one < width; one += 1) target[one] = (target[one] ?? 0) + (score[one] ?? 0);
    return { rows, level, centre, score };
  });
  const step = solve(normal, target);
  const guardian = solve(
    normal,
    target.map((_, column) => Number(column === width - 1)),
  );
  const own = guardian?.[width - 1] ?? 0;
  if (!step || !guardian || own <= 0) return null;
  let largest = 0;
  let variance = 0;
  for (const { rows, level, centre, score } of parts) {
    variance += dot(guardian, score) ** 2;
    for (const row of rows) {
      const change = spread * (level + dot(step, row.columns) - dot(step, centre));
      row.mean += change;
      largest = Math.max(largest, Math.abs(change));
    }
  }
  return { guardian: spread * (step[width - 1] ?? 0), error: spread * Math.sqrt(variance), largest };
}

/**
 * How far a review pulls its mean, in spreads, and its weight. An undecided review pulls only upwards and weighs less.
 */
function pullOf({ log, mean, decided }: Row, spread: number): { pull: number; weight: number } {
  const z = (log - mean) / spread;
  if (decided) return { pull: z, weight: 1 };
  const beyond = hazard(z);
  return { pull: beyond, weight: Math.max(beyond * (beyond - z), Number.EPSILON) };
}

/** The expected squared residual of a review around its mean. */
function squareOf({ log, mean, decided }: Row, spread: number): number {
  const z = (log - mean) / spread;
  return decided ? (log - mean) ** 2 : spread ** 2 * (1 + z * hazard(z));
}

/** The standard normal density at `z`, divided by the probability above it. */
function hazard(z: number): number {
  if (z > 4) return z + 1 / z - 2 / z ** 3;
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) / (1 - normalBelow(z));
}

/** Solves a symmetric system. A column that duplicates others gets 0; returns null if the last column does. */
function solve(matrix: readonly (readonly number[])[], target: readonly number[]): number[] | null {
  const rows = matrix.map((row, at) => [...row, target[at] ?? 0]);
  const width = rows.length;
  const kept: number[] = [];
  for (let pivot = 0; pivot < width; pivot += 1) {
    const own = rows[pivot] ?? [];
    const size = own[pivot] ?? 0;
    if (size <= COLLINEAR * Math.max(1, matrix[pivot]?.[pivot] ?? 0)) {
      if (pivot === width - 1) return null;
      continue;
    }
    kept.push(pivot);
    for (const [at, row] of rows.entries()) {
      if (at === pivot) continue;
      const share = (row[pivot] ?? 0) / size;
      for (let column = pivot; column <= width; column += 1)
        row[column] = (row[column] ?? 0) - share * (own[column] ?? 0);
    }
  }
  return rows.map((row, at) => (kept.includes(at) ? (row[width] ?? 0) / (row[at] ?? 1) : 0));
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}
