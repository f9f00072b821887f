import { describe, expect, it } from "vitest";
import { GOAL_METRICS } from "#lib/metrics/rules/definitions.ts";
import { goalMet, goalProblems } from "#lib/program/rules/goal.ts";
import { proposedTarget, STARTER_GOALS } from "#lib/program/rules/starter-goals.ts";

const TODAY = "2026-11-27";
const DUE = "2026-12-31";

const starterOn = (metric: string) => {
  const found = STARTER_GOALS.find((starter) => starter.metric === metric);
  if (!found) throw new Error(`No starter on ${metric}`);
  return found;
};

describe("the goals that a program can start from", () => {
  it("are about threat models by guardians, the issue rate, and guardians trained", () => {
    expect(STARTER_GOALS.map(({ metric, direction, target }) => [metric, direction, target])).toEqual([
      ["M11", "up", 51],
      ["M3", "down", null],
      ["M15", "up", 3],
    ]);
  });

  it.each(STARTER_GOALS)("can be set where their metric stands short of them: $name", (starter) => {
    const baseline = starter.direction === "up" ? 1 : 0.4;
    const target = proposedTarget(starter, baseline);
    expect(GOAL_METRICS).toContain(starter.metric);
    expect(target).not.toBeNull();
    expect(goalProblems({ ...starter, baseline, target: target ?? 0, dueOn: DUE }, TODAY)).toEqual([]);
    expect(goalMet(starter.direction, baseline, target ?? 0)).toBe(false);
  });

  it("propose four fifths of an issue rate, in two decimals, and nothing where that is no lower", () => {
    const rate = starterOn("M3");
    expect(proposedTarget(rate, 0.41)).toBe(0.33);
    expect(proposedTarget(rate, 1.23456)).toBe(0.99);
    expect(proposedTarget(rate, 0)).toBeNull();
    expect(proposedTarget(rate, 0.01)).toBeNull();
    expect(proposedTarget(rate, 0.004)).toBeNull();
    expect(proposedTarget(rate, null)).toBeNull();
  });

  it("propose the same of the others wherever these stand", () => {
    expect(proposedTarget(starterOn("M11"), null)).toBe(51);
    expect(proposedTarget(starterOn("M15"), 7)).toBe(3);
  });
});
