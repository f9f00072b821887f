import { named } from "#lib/member-name.ts";
import { formatRange, formatValue, type ValueKind } from "#lib/numbers.ts";
import { ESCAPE_DAYS } from "./escapes.ts";
import { poissonInterval } from "./poisson.ts";
import { proportion } from "./proportion.ts";
import { quantile } from "./quantile.ts";
import { curveQuantile, fitSurvival, quantileInterval, type Waits } from "./survival.ts";

/**
 * `none`: nothing to count; `hidden`: too few still wait; `suppressed`: fewer than five people, or a group of fewer
 * could be derived by subtraction; `past_day`: about people, who are counted only for today; `no_feed`: nobody reports
 * it; `early`: its waiting period has not passed.
 */
export const FIGURE_STATES = [
  "shown",
  "none",
  "hidden",
  "not_reached",
  "suppressed",
  "past_day",
  "no_feed",
  "early",
] as const;
type FigureState = (typeof FIGURE_STATES)[number];

/** Why there is no number. */
export const FIGURE_STATE_WORDS: Record<Exclude<FigureState, "shown">, string> = {
  none: "nothing counted",
  hidden: "fewer than 5 left",
  not_reached: "not reached",
  suppressed: "hidden (too few people)",
  past_day: "not shown for past days",
  no_feed: "no feed",
  early: `${ESCAPE_DAYS} days not over yet`,
};

/** A part of a figure, such as an outcome or a role, ungrouped or in a group: a count, and a value with its kind. */
export type FigurePart = {
  group: string | null;
  label: string;
  count: number | null;
  value: number | null;
  kind: ValueKind;
};

/** A quantile of n reviews in words, from seconds. It states "hidden" and "not reached" and never guesses. */
export function quantileWords({ value, state }: { value: number | null; state: string }, n: number): string {
  if (n === 0) return "no reviews";
  if (state === "hidden") return FIGURE_STATE_WORDS.hidden;
  return value === null ? FIGURE_STATE_WORDS.not_reached : formatValue("duration", value);
}

/** An interval in words: "12 to 30.1 %", or "8.2 d or more" if it has no upper end; null if there is none. */
export function intervalWords(
  kind: ValueKind,
  { low = null, high = null }: { low?: number | null; high?: number | null },
): string | null {
  if (low === null) return null;
  return high === null ? `${formatValue(kind, low)} or more` : formatRange(kind, low, high);
}

/**
 * One number of one quarter. `value`, `low` and `high` (of the 95 % interval; only `high` is null if it has no upper
 * end) use the unit of their metric: seconds, a share from 0 to 1, a rate, hours, or a count. `n` is the denominator,
 * null if even it is suppressed.
 */
export type Figure = {
  state: FigureState;
  value: number | null;
  low: number | null;
  high: number | null;
  n: number | null;
  parts: FigurePart[];
};

const NO_VALUE = { value: null, low: null, high: null };

export const SUPPRESSED: Figure = { state: "suppressed", ...NO_VALUE, n: null, parts: [] };

export const PAST_DAY: Figure = { ...SUPPRESSED, state: "past_day" };

/** A figure with nothing to count. */
export function noFigure(parts: FigurePart[] = []): Figure {
  return { state: "none", ...NO_VALUE, n: 0, parts };
}

/** A share of n with its Wilson interval. */
export function shareFigure(count: number, n: number, parts: FigurePart[] = []): Figure {
  const share = proportion(count, n);
  if (!share) return noFigure(parts);
  return { state: "shown", value: share.share, low: share.low, high: share.high, n, parts };
}

/** A share of the whole population, so without an interval. */
export function censusFigure(count: number, n: number, parts: FigurePart[] = []): Figure {
  if (n === 0) return noFigure(parts);
  return { state: "shown", value: count / n, low: null, high: null, n, parts };
}

/** Events per unit with the exact interval of the count. */
export function rateFigure(count: number, n: number, parts: FigurePart[] = []): Figure {
  if (n === 0) return noFigure(parts);
  const { low, high } = poissonInterval(count);
  return { state: "shown", value: count / n, low: low / n, high: high / n, n, parts };
}

/** A count that is itself the answer, such as how many joined. */
export function countFigure(count: number, parts: FigurePart[] = []): Figure {
  return { state: "shown", value: count, low: null, high: null, n: count, parts };
}

/** The mean over n. */
export function meanFigure(sum: number, n: number, parts: FigurePart[] = []): Figure {
  return n === 0 ? noFigure(parts) : { state: "shown", value: sum / n, low: null, high: null, n, parts };
}

/** The median of fully known values. */
export function medianFigure(values: readonly number[], parts: FigurePart[] = []): Figure {
  const value = quantile(values, 0.5);
  if (value === null) return noFigure(parts);
  return { state: "shown", value, low: null, high: null, n: values.length, parts };
}

/**
 * The Kaplan–Meier median, with its interval, of times of which some are still running. P90 is its first part. Seconds.
 */
export function waitFigure(waits: readonly Waits[], parts: FigurePart[] = []): Figure {
  const curve = fitSurvival(waits);
  if (curve.n === 0) return noFigure(parts);
  const [median, p90] = [0.5, 0.9].map((p) => curveQuantile(curve, p));
  const shown = (found: typeof median) => (found?.state === "shown" ? found.value : null);
  return {
    state: median?.state ?? "not_reached",
    ...NO_VALUE,
    value: shown(median),
    ...(median?.state === "shown" ? quantileInterval(curve, 0.5) : {}),
    n: curve.n,
    parts: [valuePart("P90", shown(p90), "duration"), ...parts],
  };
}

/** A count out of n, and its share. */
export function sharePart(label: string, count: number, n: number): FigurePart {
  return { group: null, label, count, value: n === 0 ? null : count / n, kind: "share" };
}

/** A plain count. */
export function countPart(label: string, count: number): FigurePart {
  return { group: null, label, count, value: null, kind: "count" };
}

/** A part with its own value, and its denominator if known. */
export function valuePart(
  label: string,
  value: number | null,
  kind: ValueKind,
  count: number | null = null,
): FigurePart {
  return { group: null, label, count, value, kind };
}

/** Puts parts into one group. */
export function grouped(group: string, parts: readonly FigurePart[]): FigurePart[] {
  return parts.map((part) => ({ ...part, group }));
}

/** "First revision: pass". Stored labels say "guardian"; shown ones the members' name. */
export function partName({ group, label }: Pick<FigurePart, "group" | "label">): string {
  return group === null ? named(label) : `${group}: ${named(label)}`;
}
