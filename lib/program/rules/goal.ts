import type { FieldProblem } from "#lib/errors.ts";
import type { GoalMetric } from "../rules.ts";

type Wanted = {
  metric: GoalMetric;
  baseline: number | null;
  target: number;
  direction: "up" | "down";
  dueOn: string;
};

/** What a metric can be: days, rates and counts from 0 on, shares in percent. */
const MOST: Partial<Record<GoalMetric, number>> = { M10: 100, M14: 100 };

/** Why nobody could ever meet this goal, or could have missed it already; none where it can be set. */
export function goalProblems({ metric, baseline, target, direction, dueOn }: Wanted, today: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const say = (field: keyof Wanted, message: string) => problems.push({ path: [field], message });
  if (dueOn <= today) say("dueOn", "must be a day after today");
  if (!isPossible(metric, target)) say("target", `must be a value that ${metric} can have: ${rangeOf(metric)}`);
  if (baseline !== null && !isPossible(metric, baseline)) {
    say("baseline", `must be a value that ${metric} can have: ${rangeOf(metric)}`);
  }
  if (baseline !== null && (direction === "up" ? target <= baseline : target >= baseline)) {
    say(
      "target",
      `must be ${direction === "up" ? "above" : "below"} the baseline where ${direction === "up" ? "higher" : "lower"} is better`,
    );
  }
  return problems;
}

function isPossible(metric: GoalMetric, value: number): boolean {
  return value >= 0 && value <= (MOST[metric] ?? Number.POSITIVE_INFINITY);
}

function rangeOf(metric: GoalMetric): string {
  const most = MOST[metric];
  return most === undefined ? "0 or more" : `from 0 to ${most}`;
}
