import type { StarterGoal } from "#lib/program/rules/starter-goals.ts";

/** A demo goal. Its baseline is measured when it is set. */
type GoalContent = Omit<StarterGoal, "name"> & {
  /** Days from the end of the story. */
  dueIn: number;
};

export const GOALS: GoalContent[] = [
  {
    businessGoal: "Teams launch when they plan to",
    outcome: "A review is no longer what a launch waits for",
    metric: "M1",
    target: 8,
    direction: "down",
    dueIn: 90,
  },
  {
    businessGoal: "Customers can trust what we launch",
    outcome: "Fewer issues reach the review",
    metric: "M3",
    target: null,
    direction: "down",
    dueIn: 70,
  },
  {
    businessGoal: "Security grows with the number of teams",
    outcome: "Guardians take part in the reviews of their teams",
    metric: "M10",
    target: 40,
    direction: "up",
    dueIn: 160,
  },
  {
    businessGoal: "Security grows with the number of teams",
    outcome: "Four of five teams have a guardian",
    metric: "M9",
    target: 80,
    direction: "up",
    dueIn: 35,
  },
];
