import { formatRange, formatValue, type ValueKind } from "#lib/numbers.ts";
import { ESCAPE_DAYS } from "./escapes.ts";
import { poissonInterval } from "./poisson.ts";
import { proportion } from "./proportion.ts";
import { quantile } from "./quantile.ts";
import { curveQuantile, fitSurvival, quantileInterval, type Waits } from "./survival.ts";

/**
 * `none`: nothing to count; `hidden`: too few still wait; `suppressed`: fewer than five people, or such a group could be subtracted;
 * `past_day`: of people, who are counted as of now and on no day of the past; `no_feed`: nobody reports it; `early`: what it waits
 * for has not passed.
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
  hidden: "too few left (under 5)",
  not_reached: "not reached",
  suppressed: "hidden (too few people)",
  past_day: "not shown for a day of the past",
  no_feed: "no feed",
  early: `${ESCAPE_DAYS} days not over`,
};

/** What a figure is made of, such as an outcome or a role, by itself or in a group: how many, and a value of its own kind. */
export type FigurePart = {
  group: string | null;
  label: string;
  count: number | null;
  value: number | null;
  kind: ValueKind;
};

/** A quantile of n reviews in words, of its seconds: hidden and not reached are said, never guessed. */
export function quantileWords({ value, state }: { value: number | null; state: string }, n: number): string {
  if (n === 0) return "no reviews";
  if (state === "hidden") return FIGURE_STATE_WORDS.hidden;
  return value === null ? FIGURE_STATE_WORDS.not_reached : formatValue("duration", value);
}

/** An interval in words: "12 to 30.1 %", or "8.2 d or more" where it has no upper end; null where there is none. */
export function intervalWords(
  kind: ValueKind,
  { low = null, high = null }: { low?: number | null; high?: number | null },
): string | null {
  if (low === null) return null;
  return high === null ? `${formatValue(kind, low)} or more` : formatRange(kind, low, high);
}

/**
 * One number of one quarter. `value`, `low` and `high` (of the 95 % interval, without an upper end where only that is null) in the
 * unit of its metric: seconds, a share from 0 to 1, a rate, hours, or a count. `n` is what it is counted over, null where even that is suppressed.
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

/** Nothing was there to be counted. */
export function noFigure(parts: FigurePart[] = []): Figure {
  return { state: "none", ...NO_VALUE, n: 0, parts };
}

/** A share of n with its Wilson interval. */
export function shareFigure(count: number, n: number, parts: FigurePart[] = []): Figure {
  const share = proportion(count, n);
  if (!share) return noFigure(parts);
  return { state: "shown", value: share.share, low: share.low, high: share.high, n, parts };
}

/** A share of everybody: without an interval. */
export function censusFigure(count: number, n: number, parts: FigurePart[] = []): Figure {
  if (n === 0) return noFigure(parts);
  return { state: "shown", value: count / n, low: null, high: null, n, parts };
}

/** Events per unit with the exact interval of their count. */
export function rateFigure(count: number, n: number, parts: FigurePart[] = []): Figure {
  if (n === 0) return noFigure(parts);
  const { low, high } = poissonInterval(count);
  return { state: "shown", value: count / n, low: low / n, high: high / n, n, parts };
}

/** A number that is itself the answer, such as how many joined. */
export function countFigure(count: number, parts: FigurePart[] = []): Figure {
  return { state: "shown", value: count, low: null, high: null, n: count, parts };
}

/** A value that was averaged over n. */
export function meanFigure(sum: number, n: number, parts: FigurePart[] = []): Figure {
  return n === 0 ? noFigure(parts) : { state: "shown", value: sum / n, low: null, high: null, n, parts };
}

/** The median of values that are all known. */
export function medianFigure(values: readonly number[], parts: FigurePart[] = []): Figure {
  const value = quantile(values, 0.5);
  if (value === null) return noFigure(parts);
  return { state: "shown", value, low: null, high: null, n: values.length, parts };
}

/** The Kaplan–Meier median of times of which some are not over yet with its interval, and P90 as its first part. Seconds. */
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

/** How many of n, and their share. */
export function sharePart(label: string, count: number, n: number): FigurePart {
  return { group: null, label, count, value: n === 0 ? null : count / n, kind: "share" };
}

/** How many. */
export function countPart(label: string, count: number): FigurePart {
  return { group: null, label, count, value: null, kind: "count" };
}

/** A value of its own, and over how many where that is known. */
export function valuePart(
  label: string,
  value: number | null,
  kind: ValueKind,
  count: number | null = null,
): FigurePart {
  return { group: null, label, count, value, kind };
}

/** Parts that belong together. */
export function grouped(group: string, parts: readonly FigurePart[]): FigurePart[] {
  return parts.map((part) => ({ ...part, group }));
}

/** "First revision: pass" */
export function partName({ group, label }: Pick<FigurePart, "group" | "label">): string {
  return group === null ? label : `${group}: ${label}`;
}
