import type { GoalMetric } from "#lib/metrics/rules/definitions.ts";

export type GoalContent = {
  businessGoal: string;
  outcome: string;
  metric: GoalMetric;
  baseline: number;
  target: number;
  direction: "up" | "down";
  /** Days from the end of the story. */
  dueIn: number;
};

export const GOALS: GoalContent[] = [
  {
    businessGoal: "Teams launch when they plan to",
    outcome: "A review is no longer what a launch waits for",
    metric: "M1",
    baseline: 12.5,
    target: 7,
    direction: "down",
    dueIn: 70,
  },
  {
    businessGoal: "Customers can trust what we launch",
    outcome: "Fewer issues reach the review",
    metric: "M3",
    baseline: 0.6,
    target: 0.35,
    direction: "down",
    dueIn: 70,
  },
  {
    businessGoal: "Security grows with the number of teams",
    outcome: "Guardians take part in the reviews of their teams",
    metric: "M10",
    baseline: 20,
    target: 45,
    direction: "up",
    dueIn: 160,
  },
  {
    businessGoal: "Security grows with the number of teams",
    outcome: "Guardians know what they advise on",
    metric: "M14",
    baseline: 50,
    target: 90,
    direction: "up",
    dueIn: 35,
  },
];
