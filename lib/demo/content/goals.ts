import type { StarterGoal } from "#lib/program/rules/starter-goals.ts";

/** A demo goal. Its baseline is measured when it is set. */
type GoalContent = Omit<StarterGoal, "name"> & {
  /** Days from the end of the story. */
  dueIn: number;
};

export const GOALS: GoalContent[] = [
  {
    businessGoal: "Teams launch on schedule",
    outcome: "Launches no longer wait for a review",
    metric: "M1",
    target: 8,
    direction: "down",
    dueIn: 90,
  },
  {
    businessGoal: "Customers can trust what we launch",
    outcome: "Fewer issues reach review",
    metric: "M3",
    target: null,
    direction: "down",
    dueIn: 70,
  },
  {
    businessGoal: "Security scales with the number of teams",
    outcome: "Guardians take part in their teams' reviews",
    metric: "M10",
    target: 40,
    direction: "up",
    dueIn: 160,
  },
  {
    businessGoal: "Security scales with the number of teams",
    outcome: "Four out of five teams have a guardian",
    metric: "M9",
    target: 80,
    direction: "up",
    dueIn: 35,
  },
];
