import { isReported } from "#lib/findings/rules.ts";
import { proportion } from "./proportion.ts";
import { rate } from "./rate.ts";
import {
  type CurveQuantile,
  chartPoints,
  curveQuantile,
  fitSurvival,
  type QuantileInterval,
  quantileInterval,
  type SurvivalCurve,
} from "./survival.ts";

export type Outcome = "decided" | "open" | "cancelled";

/** Seconds from first submit to the decision, as-of, or the cancel. `imported`: how many came from a file. */
export type LeadTimes = { outcome: Outcome; seconds: readonly number[]; imported: number };

/**
 * Counts over the reviews of a cohort. `known`: findings are known; `open`: of these, more may be found; `imported`: of
 * these, from a file. `stated`: findings stated by imported files, included in `engineer`. `withOne`: reviews with an
 * engineer's or stated finding. `decided`, `assigned` (decided, with a guardian assigned at the first submit) and
 * `involved` leave imported reviews out.
 */
export type CohortCounts = {
  n: number;
  known: number;
  open: number;
  imported: number;
  stated: number;
  engineer: number;
  guardian: number;
  tool: number;
  withOne: number;
  decided: number;
  decidedImported: number;
  assigned: number;
  involved: number;
};

export const NO_COUNTS: CohortCounts = {
  n: 0,
  known: 0,
  open: 0,
  imported: 0,
  stated: 0,
  engineer: 0,
  guardian: 0,
  tool: 0,
  withOne: 0,
  decided: 0,
  decidedImported: 0,
  assigned: 0,
  involved: 0,
};

/** The Kaplan–Meier curve of a cohort: decisions are events, open and cancelled reviews are censored. Seconds. */
function leadCurve(times: readonly LeadTimes[]): SurvivalCurve {
  return fitSurvival(times.map(({ outcome, seconds }) => ({ seconds, decided: outcome === "decided" })));
}

/** A publishable quantile with its interval; a hidden one has neither. Seconds. */
function shownQuantile(curve: SurvivalCurve, p: number): CurveQuantile & QuantileInterval {
  const found = curveQuantile(curve, p);
  return found.state === "shown"
    ? { ...found, ...quantileInterval(curve, p) }
    : { ...found, value: null, low: null, high: null };
}

/** How many of them came from a file of past reviews. */
function importedOf(times: readonly LeadTimes[]): number {
  return times.reduce((sum, { imported }) => sum + imported, 0);
}

/** The publishable quantiles of a curve. */
export function shownQuantiles(curve: SurvivalCurve) {
  return {
    median: shownQuantile(curve, 0.5),
    p25: shownQuantile(curve, 0.25),
    p75: shownQuantile(curve, 0.75),
    p90: shownQuantile(curve, 0.9),
  };
}

export type LeadTime = ReturnType<typeof leadTimeOf>;

/** M1: the number of reviews, their outcomes, the quantiles and the corners of the curve. Seconds. */
export function leadTimeOf(times: readonly LeadTimes[]) {
  const curve = leadCurve(times);
  const of = (outcome: Outcome) =>
    times.reduce((sum, row) => sum + (row.outcome === outcome ? row.seconds.length : 0), 0);
  const cancelled = of("cancelled");
  return {
    n: curve.n,
    imported: importedOf(times),
    decided: of("decided"),
    open: of("open"),
    cancelled,
    cancelledShare: curve.n === 0 ? null : cancelled / curve.n,
    ...shownQuantiles(curve),
    curve: chartPoints(curve, 100),
  };
}

/**
 * M3. `n` counts the reviews whose findings are known. Of these, `open` are undecided and `imported` are known from a
 * file; `leftOut` counts the others. Rates are per such review, by finder. Tool findings are left out if nothing
 * reports them.
 */
export function findingsOf(counts: CohortCounts) {
  const { n: all, known: n, open, imported, engineer, stated, withOne, guardian, tool } = counts;
  return {
    n,
    open,
    imported,
    leftOut: all - n,
    findings: engineer,
    stated,
    rate: rate(engineer, n)?.rate ?? null,
    atLeastOne: proportion(withOne, n),
    byGuardian: guardian,
    byTool: isReported("tool", tool) ? tool : null,
  };
}

/**
 * M10: involved ÷ decided, and assigned but idle ÷ decided if it may be shown. Past reviews have no recorded actions
 * and are left out.
 */
export function involvementOf({ decided, decidedImported, assigned, involved }: CohortCounts, mayTellIdle: boolean) {
  return {
    n: decided,
    leftOut: decidedImported,
    involved: proportion(involved, decided),
    idle: mayTellIdle ? proportion(assigned - involved, decided) : null,
  };
}
