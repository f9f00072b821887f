import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { HeadlineCards } from "#components/metrics/headline-cards.tsx";
import type { LeadTime, Metrics, QuarterFigures } from "#lib/metrics/output.ts";
import { backlog } from "#lib/metrics/rules/backlog.ts";
import { findingsOf, findingsRatio, involvementOf, leadTimeOf } from "#lib/metrics/rules/cohort.ts";
import { metricDefinition } from "#lib/metrics/rules/definitions.ts";
import { NO_FEED } from "#lib/metrics/rules/no-feed.ts";
import { trainingShare } from "#lib/metrics/rules/training-share.ts";

const DAY = 86_400;
const TIMES = [
  {
    arm: "none" as const,
    outcome: "decided" as const,
    seconds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((day) => day * DAY),
  },
  { arm: "guardian" as const, outcome: "cancelled" as const, seconds: [2 * DAY] },
];
const COUNTS = [
  {
    arm: "none" as const,
    n: 8,
    known: 8,
    stated: 0,
    engineer: 10,
    guardian: 1,
    tool: 0,
    withOne: 4,
    decided: 8,
    decidedImported: 0,
    involved: 0,
  },
];
const QUARTER = { key: "2026-Q3", label: "2026 Q3", start: "2026-07-01T00:00:00Z", end: "2026-10-01T00:00:00Z" };

function metricsOf(times: typeof TIMES, counts: typeof COUNTS, before?: Partial<QuarterFigures>): Metrics {
  const groups = (of: (group: "guardian" | "none" | "all") => LeadTime) => ({
    guardian: of("guardian"),
    none: of("none"),
    all: of("all"),
  });
  const all = leadTimeOf(times, "all");
  const figures: QuarterFigures = {
    quarter: QUARTER,
    leadTime: { n: all.n, median: all.median },
    findings: { n: 8, rate: 1.25 },
    involvement: { n: 8, involved: null },
    training: trainingShare(undefined),
  };
  const { byState: _states, byTurn: _turns, ...open } = backlog([], { now: new Date(0), states: [], turns: [] });
  return {
    quarter: QUARTER,
    timeZone: "UTC",
    asOf: "2026-10-02T00:00:00Z",
    scope: { label: "The program", organisation: null, team: null },
    leadTime: { ...metricDefinition("M1"), n: all.n, groups: groups((group) => leadTimeOf(times, group)) },
    findings: {
      ...metricDefinition("M3"),
      n: 8,
      groups: {
        guardian: findingsOf(counts, "guardian"),
        none: findingsOf(counts, "none"),
        all: findingsOf(counts, "all"),
      },
      ratio: findingsRatio(counts),
    },
    backlog: { ...metricDefinition("M6"), ...open, asOf: "2026-10-02T00:00:00Z", buckets: [], byState: [], byTurn: [] },
    involvement: { ...metricDefinition("M10"), ...involvementOf(counts) },
    training: { ...metricDefinition("M14"), ...trainingShare({ n: 4, complete: 4, optional: 0 }), asOf: "" },
    trend: before ? [{ ...figures, ...before }, figures] : [figures],
    noFeed: NO_FEED,
  };
}

function words(metrics: Metrics): string {
  const html = renderToStaticMarkup(createElement(HeadlineCards, { metrics, query: { quarter: "2026-Q3" } }));
  return html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
}

describe("the headline cards", () => {
  it("say number, change, interval and n, each with its definition and what guards it", () => {
    const before = { leadTime: { n: 9, median: { value: 4 * DAY, atRisk: 9, state: "shown" as const } } };
    const said = words(metricsOf(TIMES, COUNTS, before));
    for (const part of [
      "Lead time, median 7.0 d",
      "+3.0 d against the quarter before",
      "n = 13, 0 still open, 1 cancelled",
      "1.25 at least one in 50 % (21.5 % to 78.5 %)",
      "0 % 95 % interval 0 % to 32.4 %",
      "n = 8 decided, 0 % assigned but idle",
      metricDefinition("M1").definition,
      "escape rate (M5)",
    ]) {
      expect(said).toContain(part);
    }
  });

  it("hide what rests on fewer than five people, and say where there is nothing", () => {
    const said = words(metricsOf([], []));
    expect(said).toContain("Training complete hidden (under 5 people)");
    expect(said).toContain("Lead time, median no reviews");
    expect(said).toContain("no comparison with the quarter before");
  });
});
