import { MantineProvider } from "@mantine/core";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { gapWords } from "#components/metrics/metric-words.ts";
import { TrendCharts } from "#components/metrics/trend-charts.tsx";
import type { Metrics, QuarterFigures } from "#lib/metrics/output.ts";
import { metricDefinition } from "#lib/metrics/rules/definitions.ts";
import { trainingShare } from "#lib/metrics/rules/training-share.ts";

const DAY = 86_400;
const quarter = (label: string) => ({ key: label.replace(" ", "-"), label, start: "", end: "", inProgress: false });

type Quantile = QuarterFigures["leadTime"]["median"];
const HIDDEN: Quantile = { value: null, atRisk: 2, low: null, high: null, state: "hidden" };
const SHOWN: Quantile = { value: 4 * DAY, atRisk: 9, low: null, high: null, state: "shown" };

function figures(label: string, n: number, median: Quantile): QuarterFigures {
  return {
    quarter: quarter(label),
    leadTime: { n, imported: 0, median },
    findings: { n: 0, rate: null },
    involvement: { n: 0, involved: null },
    training: trainingShare(undefined),
  };
}

/** The words of the chart, and whether something is drawn in it. */
function leadTimeOfTeam(trend: QuarterFigures[]) {
  return chartOf("Median lead time by quarter", trend);
}

function chartOf(title: string, trend: QuarterFigures[]) {
  const metrics = { trend, quarter: quarter("2026 Q2") } as Metrics;
  const charts = createElement(TrendCharts, { metrics, query: { team: "3" }, asOfWords: "as of today" });
  const html = renderToStaticMarkup(createElement(MantineProvider, null, charts));
  const figure = html.split("</figure>").find((part) => part.includes(title)) ?? "";
  return { words: figure.replace(/<[^>]+>/g, " ").replace(/\s+/g, " "), isDrawn: figure.includes('role="img"') };
}

describe("the trend of lead times", () => {
  it("says in words, without axes, that every quarter is hidden", () => {
    const { words, isDrawn } = leadTimeOfTeam([figures("2026 Q1", 2, HIDDEN), figures("2026 Q2", 3, HIDDEN)]);
    expect(isDrawn).toBe(false);
    expect(words).toContain("Fewer than 5 left. ");
    expect(words).toContain("n = 5");
  });

  it("says of each quarter why it has no value, where the reasons differ", () => {
    const { words, isDrawn } = leadTimeOfTeam([figures("2026 Q1", 0, HIDDEN), figures("2026 Q2", 3, HIDDEN)]);
    expect(isDrawn).toBe(false);
    expect(words).toContain("No reviews in 2026 Q1; fewer than 5 left in 2026 Q2.");
  });

  it("is drawn as soon as one quarter has a value", () => {
    expect(leadTimeOfTeam([figures("2026 Q1", 2, HIDDEN), figures("2026 Q2", 9, SHOWN)]).isDrawn).toBe(true);
  });
});

describe("the trend of involvement", () => {
  it("says whose acts count, as the definition does: of the guardian assigned when the review was submitted", () => {
    const { words } = chartOf("Guardian involved by quarter", [figures("2026 Q2", 9, SHOWN)]);
    expect(words).toContain(
      "Decided reviews whose guardian, assigned and active at the first submit, acted before the decision",
    );
    expect(metricDefinition("M10").definition).toContain(
      "whose guardian, assigned and active at the first submission,",
    );
  });
});

describe("why there is no value", () => {
  it.each([
    [[{ label: "2026 Q1" }], "Nothing counted."],
    [
      [
        { label: "2025 Q4", note: "not reached" },
        { label: "2026 Q1", note: "no reviews" },
        { label: "2026 Q2", note: "not reached" },
      ],
      "Not reached in 2025 Q4 and 2026 Q2; no reviews in 2026 Q1.",
    ],
  ])("of %j is %s", (quarters, words) => {
    expect(gapWords(quarters)).toBe(words);
  });
});
