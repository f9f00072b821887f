import { namedTable } from "#lib/member-name.ts";
import type { GoalMetric } from "#lib/metrics/rules/definitions.ts";
import { rounded } from "#lib/numbers.ts";
import { shownBaseline } from "./goal.ts";

/** A suggested goal for a new program. The person who sets it chooses its owner and due day. */
export type StarterGoal = {
  /** Its name in the picker, as used mid-sentence. */
  name: string;
  businessGoal: string;
  outcome: string;
  metric: GoalMetric;
  direction: "up" | "down";
  /** Null if it depends on the metric's current value. */
  target: number | null;
};

/**
 * Suggestions for a program without goals. With more than half of all threat models, guardians write more than
 * engineers.
 */
export const STARTER_GOALS: readonly StarterGoal[] = namedTable([
  {
    name: "more threat models by guardians than by engineers",
    businessGoal: "Security grows with the number of teams",
    outcome: "Guardians write more of the threat models than engineers do",
    metric: "M11",
    direction: "up",
    target: 51,
  },
  {
    name: "lower issue rate",
    businessGoal: "Customers can trust what we launch",
    outcome: "Fewer issues reach the review",
    metric: "M3",
    direction: "down",
    target: null,
  },
  {
    name: "three new guardians trained each quarter",
    businessGoal: "Every team has someone to ask about security",
    outcome: "Three new guardians are trained each quarter",
    metric: "M15",
    direction: "up",
    target: 3,
  },
]);

/** The target as a share of the metric's current value, for goals whose target depends on it. */
const PART_OF_MEASURED = 0.8;

/**
 * A suggested goal's target, to two decimals, given that its metric is at `measured`; null if there is no room to go
 * lower.
 */
export function proposedTarget({ target }: Pick<StarterGoal, "target">, measured: number | null): number | null {
  if (target !== null || measured === null) return target;
  const lower = rounded(measured * PART_OF_MEASURED, 2);
  return lower > 0 && lower < shownBaseline(measured) ? lower : null;
}
