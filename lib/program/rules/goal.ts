import type { FieldProblem } from "#lib/errors.ts";
import { GOAL_METRICS, type GoalMetric, metricKind } from "#lib/metrics/rules/definitions.ts";
import { lastDayOf, lastEndedBy, quarterLabel, quarterOfDay } from "#lib/metrics/rules/quarter.ts";
import { formatInUnit, formatWritten, rounded, type ValueKind } from "#lib/numbers.ts";
import { dayWords } from "#lib/words.ts";
import { daysAfter } from "#lib/zoned-time.ts";

const GOAL_STATUSES = ["met", "not_yet", "missed", "unknown"] as const;
export type GoalStatus = (typeof GOAL_STATUSES)[number];

/**
 * A goal's status: missed if its due day has passed and the judging value falls short. Without a value it is unknown.
 */
export function goalStatus(
  { direction, target, dueOn }: { direction: "up" | "down"; target: number; dueOn: string },
  value: number | null,
  today: string,
): GoalStatus {
  if (value === null) return "unknown";
  if (goalMet(direction, value, target)) return "met";
  return today > dueOn ? "missed" : "not_yet";
}

/** A goal's progress: 0 at its baseline, 1 at its target, possibly beyond both; null if a value is missing. */
export function goalProgress(baseline: number | null, value: number | null, target: number): number | null {
  if (baseline === null || value === null) return null;
  if (baseline === target) return value === target ? 1 : 0;
  return (value - baseline) / (target - baseline);
}

/** A goal's baseline as shown and stored: three significant digits below 1, otherwise two decimals. */
export function shownBaseline(value: number): number {
  const leading = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return rounded(value, Math.max(2, 2 - leading));
}

/** "7 d", "0.25": a goal's target, as written. */
export function goalTarget({ metric, target }: Read): string {
  return formatWritten(goalKind(metric), target);
}

/** "7.0 d", "26.9 %": a goal's number in its metric's usual format, with at least as many decimals as its target. */
export function goalNumber({ metric, target }: Read, value: number): string {
  return formatInUnit(goalKind(metric), value, decimalsOf(target));
}

/** As `goalNumber`, for a number next to the target. If it only rounds to the target, it says so: "just over 7.0 d". */
export function goalReading(goal: Read, value: number): string {
  const number = goalNumber(goal, value);
  if (value === goal.target || number !== goalNumber(goal, goal.target)) return number;
  return `just ${value > goal.target ? "over" : "under"} ${number}`;
}

/** The unit to show after a goal's number; none if the number already includes it. */
export function unitBehind(metric: string, unit: string): string | null {
  const kind = goalKind(metric);
  return kind === "rate" || kind === "count" ? unit : null;
}

type Read = { metric: string; target: number };

function goalKind(metric: string): ValueKind {
  const known = GOAL_METRICS.find((each) => each === metric);
  return known ? metricKind(known) : "rate";
}

function decimalsOf(value: number): number {
  return (String(value).split(".")[1] ?? "").length;
}

/** Whether a value reaches or passes the target, in the goal's direction. */
export function goalMet(direction: "up" | "down", value: number | null, target: number): boolean {
  if (value === null) return false;
  return direction === "up" ? value >= target : value <= target;
}

type Wanted = {
  metric: GoalMetric;
  baseline: number | null;
  target: number;
  direction: "up" | "down";
  dueOn: string;
};

/** Why this goal could never be met, or could already have been missed; empty if it can be set. */
export function goalProblems({ metric, baseline, target, direction, dueOn }: Wanted, today: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const say = (field: keyof Wanted, message: string) => problems.push({ path: [field], message });
  const first = firstDueDay(metric, today);
  if (dueOn < first) say("dueOn", dueProblem(metric, first));
  if (!isPossible(metric, target)) say("target", `must be a possible value of ${metric}: ${rangeOf(metric)}`);
  if (baseline !== null && !isPossible(metric, baseline)) {
    say("baseline", `must be a possible value of ${metric}: ${rangeOf(metric)}`);
  }
  if (baseline !== null && (direction === "up" ? target <= baseline : target >= baseline)) {
    say(
      "target",
      `must be ${direction === "up" ? "above" : "below"} the baseline when ${direction === "up" ? "higher" : "lower"} is better`,
    );
  }
  return problems;
}

/**
 * The earliest due day on which a goal can still be met: any future day for the backlog, else the end of the running
 * quarter.
 */
function firstDueDay(metric: GoalMetric, today: string): string {
  const tomorrow = daysAfter(today, 1);
  const ends = lastDayOf(quarterOfDay(today));
  return metric === "M6" || ends < tomorrow ? tomorrow : ends;
}

function dueProblem(metric: GoalMetric, first: string): string {
  if (metric === "M6") return "must be a day after today";
  const judge = quarterLabel(lastEndedBy(first));
  return `must be ${dayWords(first)} or later: the last quarter ended by this day judges the goal, and ${judge} is the first that can still meet it`;
}

function isPossible(metric: GoalMetric, value: number): boolean {
  return value >= 0 && value <= (metricKind(metric) === "share" ? 100 : Number.POSITIVE_INFINITY);
}

function rangeOf(metric: GoalMetric): string {
  return metricKind(metric) === "share" ? "from 0 to 100" : "0 or more";
}
