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

type Values = Parameters<typeof GoalBars>[0]["values"];

const METRICS: Record<string, string> = { days: "M1", "%": "M10", "findings per review": "M3" };

const drawn = (value: number, unit: string, parts: Partial<Values[number]> = {}) =>
  renderToStaticMarkup(
    createElement(GoalBars, {
      goals: [{ ...GOAL, metric: METRICS[unit] ?? "M1" }],
      values: {
        1: {
          ...{ value, unit, n: 102, note: null, window: "2026 Q3", soFar: null, trend: [], guards: [], rows: null },
          ...parts,
        },
      },
      today: "2026-11-26",
    }),
  );

const said = (...given: Parameters<typeof drawn>) =>
  drawn(...given)
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ");

describe("a goal between baseline and target", () => {
  it("carries a short unit at its ends, and a measured duration its decimal", () => {
    expect(said(8, "days")).toContain("Baseline 12.5 d 8.0 d 2026 Q3, n = 102 Target 7 d");
    expect(said(7, "days")).toContain("7.0 d 2026 Q3");
    expect(said(7.01, "days")).toContain("just over 7.0 d 2026 Q3");
    expect(said(9.25, "%")).toContain("Baseline 12.5 % 9.3 % 2026 Q3");
  });

  it("leaves a long unit with the value", () => {
    expect(said(8.5, "findings per review")).toContain("Baseline 12.50 8.50 findings per review 2026 Q3");
    expect(said(8.5, "findings per review")).toMatch(/Target 7 $/);
  });
});

describe("the number of a goal", () => {
  it("says whose it is, next to the numbers of anyone who reads it", () => {
    expect(said(8, "days")).toContain("M1 of the program");
  });

  it("stands with what guards it", () => {
    const guards = [
      { id: "M5", name: "Escape rate", said: "0.15 (2026 Q3, n = 20)" },
      { id: "M24", name: "Bypass", said: "no feed" },
    ];
    expect(said(8, "days", { guards })).toContain(
      "Guardrails: Escape rate (M5) 0.15 (2026 Q3, n = 20); Bypass (M24) no feed",
    );
    expect(said(8, "days")).not.toContain("Guardrails");
  });

  it("opens the rows that its reader may open, and none else", () => {
    expect(drawn(8, "days", { rows: { quarter: "2026-Q3" } })).toContain('href="/metrics/M1?quarter=2026-Q3"');
    expect(drawn(8, "days")).not.toContain("href");
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
