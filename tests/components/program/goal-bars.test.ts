import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { GoalBars } from "#components/program/goal-bars.tsx";
import type { Goal } from "#lib/program/output.ts";

const GOAL: Goal = {
  id: 1,
  businessGoal: "Launch on time",
  outcome: "Reviews do not wait",
  metric: "M1",
  baseline: 12.5,
  target: 7,
  direction: "down",
  dueOn: "2027-02-05",
  owner: null,
  organisation: null,
};

const said = (value: number, unit: string) =>
  renderToStaticMarkup(
    createElement(GoalBars, {
      goals: [GOAL],
      values: { 1: { value, unit, n: 102, note: null, window: "2026 Q3", soFar: null, trend: [] } },
      today: "2026-11-26",
    }),
  )
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ");

describe("a goal between baseline and target", () => {
  it("carries a short unit at its ends, and a measured duration its decimal", () => {
    expect(said(8, "days")).toContain("Baseline 12.5 d 8.0 d 2026 Q3, n = 102 Target 7 d");
    expect(said(7, "days")).toContain("7 d 2026 Q3");
    expect(said(9.25, "%")).toContain("Baseline 12.5 % 9.3 % 2026 Q3");
  });

  it("leaves a long unit with the value", () => {
    expect(said(8.5, "findings per review")).toContain("Baseline 12.5 8.5 findings per review 2026 Q3");
    expect(said(8.5, "findings per review")).toMatch(/Target 7 $/);
  });
});

describe("a program without goals", () => {
  const none = (whole: boolean) =>
    renderToStaticMarkup(createElement(GoalBars, { goals: [], values: {}, today: "2026-11-26", whole }));

  it("names three to start from where goals are set, and only there", () => {
    expect(none(true)).toContain(
      "A program manager sets them. Three to start from: more threat models by guardians than by engineers, lower issue rate and three new guardians trained each quarter.",
    );
    expect(none(false)).toContain("No goals yet. A program manager sets them.");
    expect(none(false)).not.toContain("start from");
  });
});
