import type { GoalMetric } from "#lib/program/rules.ts";

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
    baseline: 11.5,
    target: 6,
    direction: "down",
    dueIn: 70,
  },
  {
    businessGoal: "Customers can trust what we launch",
    outcome: "Fewer issues reach the review",
    metric: "M3",
    baseline: 1.1,
    target: 0.7,
    direction: "down",
    dueIn: 70,
  },
  {
    businessGoal: "Security grows with the number of teams",
    outcome: "Guardians take part in the reviews of their teams",
    metric: "M10",
    baseline: 22,
    target: 50,
    direction: "up",
    dueIn: 160,
  },
  {
    businessGoal: "Security grows with the number of teams",
    outcome: "Guardians know what they advise on",
    metric: "M14",
    baseline: 60,
    target: 90,
    direction: "up",
    dueIn: 35,
  },
];
