import type { GoalMetric } from "#lib/metrics/rules/definitions.ts";
import { rounded } from "#lib/numbers.ts";
import { shownBaseline } from "./goal.ts";

/** A goal that a program can start from. Who keeps it and by when is for whoever sets it to say. */
export type StarterGoal = {
  /** What it is called where one is chosen, in the middle of a sentence. */
  name: string;
  businessGoal: string;
  outcome: string;
  metric: GoalMetric;
  direction: "up" | "down";
  /** Null where it depends on where the metric stands. */
  target: number | null;
};

/** What a program without goals starts from. More than half of all threat models is more than engineers write. */
export const STARTER_GOALS: readonly StarterGoal[] = [
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
];

/** What a goal aims at whose target depends on where its metric stands, as a part of that. */
const PART_OF_MEASURED = 0.8;

/** The target, in two decimals, of a goal to start from whose metric stands at `measured`; null where that leaves no way down. */
export function proposedTarget({ target }: Pick<StarterGoal, "target">, measured: number | null): number | null {
  if (target !== null || measured === null) return target;
  const lower = rounded(measured * PART_OF_MEASURED, 2);
  return lower > 0 && lower < shownBaseline(measured) ? lower : null;
}
