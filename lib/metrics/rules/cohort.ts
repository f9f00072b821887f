import { proportion } from "./proportion.ts";
import { rate, rateRatio } from "./rate.ts";
import { type CurveQuantile, chartPoints, curveQuantile, fitSurvival, type SurvivalCurve } from "./survival.ts";

/** With a guardian active and assigned at the first submit, without one, or not known (a past review whose file does not say). */
export const ARMS = ["guardian", "none", "unknown"] as const;
export type Arm = (typeof ARMS)[number];

/** The arms that are compared, and all reviews together. */
export const GROUPS = ["guardian", "none", "all"] as const;
export type Group = (typeof GROUPS)[number];

export const GROUP_WORDS: Record<Group, string> = { guardian: "With a guardian", none: "Without", all: "All reviews" };

export type Outcome = "decided" | "open" | "cancelled";

/** Seconds from first submit to the decision, to as-of, or to the cancel. */
export type LeadTimes = { arm: Arm; outcome: Outcome; seconds: readonly number[] };

/**
 * Counts over the reviews of one arm. `known`: whose findings are known; `stated`: findings that imported files state,
 * which `engineer` includes; `withOne`: reviews with an engineer's or stated finding; `decided` and `involved` leave imported reviews out.
 */
export type CohortCounts = {
  arm: Arm;
  n: number;
  known: number;
  stated: number;
  engineer: number;
  guardian: number;
  tool: number;
  withOne: number;
  decided: number;
  decidedImported: number;
  involved: number;
};

const within = <Row extends { arm: Arm }>(rows: readonly Row[], group: Group) =>
  group === "all" ? rows : rows.filter(({ arm }) => arm === group);

/** The Kaplan–Meier curve of a group: decisions are events, open and cancelled reviews are censored. Seconds. */
export function leadCurve(times: readonly LeadTimes[], group: Group): SurvivalCurve {
  const subjects = within(times, group).flatMap(({ outcome, seconds }) =>
    seconds.map((value) => ({ seconds: value, decided: outcome === "decided" })),
  );
  return fitSurvival(subjects);
}

/** A quantile as it may leave the product: a hidden one has no value. Seconds. */
export function shownQuantile(curve: SurvivalCurve, p: number): CurveQuantile {
  const found = curveQuantile(curve, p);
  return found.state === "shown" ? found : { ...found, value: null };
}

/** M1 of one group: how many, what became of them, the quantiles and the corners of the curve. Seconds. */
export function leadTimeOf(times: readonly LeadTimes[], group: Group) {
  const curve = leadCurve(times, group);
  const of = (outcome: Outcome) =>
    within(times, group).reduce((sum, row) => sum + (row.outcome === outcome ? row.seconds.length : 0), 0);
  const cancelled = of("cancelled");
  return {
    n: curve.n,
    decided: of("decided"),
    open: of("open"),
    cancelled,
    cancelledShare: curve.n === 0 ? null : cancelled / curve.n,
    median: shownQuantile(curve, 0.5),
    p25: shownQuantile(curve, 0.25),
    p75: shownQuantile(curve, 0.75),
    p90: shownQuantile(curve, 0.9),
    curve: chartPoints(curve, 100),
  };
}

function sum(rows: readonly CohortCounts[], key: Exclude<keyof CohortCounts, "arm">): number {
  return rows.reduce((total, row) => total + row[key], 0);
}

/** M3 of one group. `n` counts the reviews whose findings are known, `leftOut` the others. */
export function findingsOf(counts: readonly CohortCounts[], group: Group) {
  const rows = within(counts, group);
  const n = sum(rows, "known");
  return {
    n,
    leftOut: sum(rows, "n") - n,
    findings: sum(rows, "engineer"),
    stated: sum(rows, "stated"),
    rate: rate(sum(rows, "engineer"), n)?.rate ?? null,
    atLeastOne: proportion(sum(rows, "withOne"), n),
    byGuardian: sum(rows, "guardian"),
    byTool: sum(rows, "tool"),
  };
}

/** Findings per review with a guardian ÷ without; null where either is missing or nothing was found without one. */
export function findingsRatio(counts: readonly CohortCounts[]): number | null {
  const of = (group: Group) => rate(sum(within(counts, group), "engineer"), sum(within(counts, group), "known"));
  return rateRatio(of("guardian"), of("none"));
}

/** M10: involved ÷ decided, and assigned but idle ÷ decided. Past reviews have no acts and are left out. */
export function involvementOf(counts: readonly CohortCounts[]) {
  const decided = sum(counts, "decided");
  const assigned = sum(within(counts, "guardian"), "decided");
  const involved = sum(counts, "involved");
  return {
    n: decided,
    leftOut: sum(counts, "decidedImported"),
    involved: proportion(involved, decided),
    idle: proportion(assigned - involved, decided),
  };
}
