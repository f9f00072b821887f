import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { BusinessCase } from "#components/metrics/business-case.tsx";
import { FigureQuarters } from "#components/metrics/figure-quarters.tsx";
import { IssueRates } from "#components/metrics/issue-rates.tsx";
import { PartCharts } from "#components/metrics/part-charts.tsx";
import type { MetricFigures } from "#lib/metrics/output.ts";
import { type FigureId, metricDefinition, metricKind, WAITED_FOR } from "#lib/metrics/rules/definitions.ts";
import {
  type Figure,
  grouped,
  meanFigure,
  SUPPRESSED,
  shareFigure,
  sharePart,
  valuePart,
  waitFigure,
} from "#lib/metrics/rules/figure.ts";

const DAY = 86_400;

function metric(id: FigureId, ...figures: Figure[]): MetricFigures {
  const quarters = figures.map((figure, index) => ({
    quarter: { key: `2026-Q${index + 1}`, label: `2026 Q${index + 1}`, start: "", end: "", inProgress: index === 3 },
    ...figure,
  }));
  return { ...metricDefinition(id), id, kind: metricKind(id), quarters };
}

function words(element: ReactElement): string {
  return renderToStaticMarkup(element)
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
}

describe("a number of its own page", () => {
  it("says each quarter with its interval and n, and why there is none", () => {
    const figure = metric("M8", SUPPRESSED, shareFigure(0, 0), shareFigure(5, 10, [sharePart("Rejected", 2, 10)]));
    const said = words(createElement(FigureQuarters, { figure, query: {} }));
    expect(said).toContain("2026 Q3 50 % 23.7 to 76.3 % 10");
    expect(said).toContain("2026 Q2 Nothing counted – 0");
    expect(said).toContain("2026 Q1 Hidden (too few people) – –");
    expect(said).toContain("Rejected 2 (20 %) –");
  });

  it("says parts in their own unit, days before the day asked for with a minus", () => {
    const times = [{ seconds: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((day) => day * DAY), decided: true }];
    const parts = [valuePart("Slip, median", -2 * DAY, "duration", 7), sharePart("Late", 3, 9)];
    const said = words(createElement(FigureQuarters, { figure: metric("M20", waitFigure(times, parts)), query: {} }));
    expect(said).toContain("P90 –");
    expect(said).toContain("Slip, median −2.0 d, of 7");
    expect(said).toContain("Late 3 (33.3 %)");
  });
});

describe("what numbers are made of", () => {
  it("is drawn by turn with what was waited for, and by phase", () => {
    const turns = [
      valuePart("Reviewer", 4 * DAY, "duration"),
      valuePart("Requester", 2 * DAY, "duration"),
      valuePart("On hold", 0, "duration"),
      ...grouped(WAITED_FOR, [valuePart("Evidence", 1.5 * DAY, "duration")]),
    ];
    const figures = [
      metric("M23", meanFigure(6 * DAY, 1, turns)),
      metric(
        "M22",
        shareFigure(3, 4, [
          sharePart("In review", 3, 4),
          sharePart("Before launch", 0, 4),
          sharePart("After launch", 1, 4),
        ]),
      ),
    ];
    const said = words(createElement(PartCharts, { figures, query: {}, asOfWords: "as of now" }));
    expect(said).toContain("Reviewer 4.0 d Requester 2.0 d");
    expect(said).toContain("Reasons for waiting, 2026 Q1 Evidence 1.5 d");
    expect(said).toContain("In review 75 % After launch 25 % Before launch 0 %");
    expect(said).toContain("Requester 2.0 d On hold 0.0 d");
  });
});

describe("the business case", () => {
  const quarter = { key: "2026-Q3", label: "2026 Q3", start: "", end: "", inProgress: false };
  const speed = { value: 0.2, low: 0.1, high: 0.3, claimed: true, detectable: 0.15 };
  const effect = {
    ...metricDefinition("M2"),
    ...{ from: quarter, to: quarter, asOf: "", state: "shown" as const, dropped: 0 },
    ...{
      n: { guardian: 120, none: 90 },
      imported: 0,
      teams: { guardian: 14, none: 19 },
      speed,
      within: speed,
      findings: null,
    },
  };
  const hours = { quarter, ...meanFigure(32, 10) };
  const measured = { reviews: 120, days: 10, findings: 0.5, hoursPerFinding: 3 };

  it("says ranges with what they rest on, and what AWS has published next to them", () => {
    const found = { daysPerReview: { low: 0.52, high: 3 }, days: { low: 62.4, high: 360.2 }, hours: null };
    const page = { effect, hours, measured, assumed: { ...measured, days: 12 }, found };
    const said = words(createElement(BusinessCase, { page }));
    expect(said).toContain("Days saved per review 0.5 to 3.0 days");
    expect(said).toContain("Total waiting days saved 62.4 to 360 days");
    expect(said).toContain("Engineer hours saved on findings No difference shown");
    expect(said).toContain("20 % faster (95 %: 10 to 30 % faster) 26.9 % faster");
    expect(said).toContain("the cost 3.2 h (2026 Q3, n = 10) 3.5 h");
    const hidden = { quarter, ...SUPPRESSED };
    expect(words(createElement(BusinessCase, { page: { ...page, hours: hidden } }))).toContain(
      "the cost Hidden (too few people) (2026 Q3) 3.5 h",
    );
  });

  it("says which of its numbers are assumed", () => {
    const found = { daysPerReview: { low: 1, high: 3 }, days: { low: 120, high: 360 }, hours: null };
    const said = (given: Partial<typeof measured>) => {
      const page = { effect, hours, measured, assumed: { ...measured, ...given }, found };
      return words(createElement(BusinessCase, { page }));
    };
    expect(said({})).toContain(" Hours for a finding are assumed, the rest is measured.");
    expect(said({ reviews: 500, findings: 9 })).toContain(
      " Reviews with a guardian, findings per review without and hours for a finding are assumed, the rest is measured.",
    );
    const all = said({ reviews: 500, days: 60, findings: 9 });
    expect(all).toContain(" All four numbers are assumed.");
    expect(all).not.toContain("the rest is measured");
  });

  it("says that a year is not whole while its last quarter runs", () => {
    const found = { daysPerReview: { low: 1, high: 3 }, days: { low: 120, high: 360 }, hours: null };
    const said = (inProgress: boolean) => {
      const running = { ...effect, to: { ...quarter, inProgress } };
      return words(
        createElement(BusinessCase, { page: { effect: running, hours, measured, assumed: measured, found } }),
      );
    };
    expect(said(true)).toContain("2026 Q3 still runs: a whole year has more reviews than the 120 that are measured.");
    expect(said(false)).not.toContain("still runs");
  });

  it("says no number of days or hours where no difference is shown", () => {
    const none = { ...effect, speed: { ...speed, low: -0.1, claimed: false } };
    const page = { effect: none, hours: null, measured, assumed: measured, found: null };
    const said = words(createElement(BusinessCase, { page }));
    expect(said).toContain("No difference shown: there is no case to make yet");
    expect(said).toContain("15 % or more would be detected");
    expect(said).not.toMatch(/\d (days|hours)/);
  });
});

describe("a difference that makes no business case", () => {
  const quarter = { key: "2026-Q3", label: "2026 Q3", start: "", end: "", inProgress: false };
  const faster = { value: 0.2, low: 0.1, high: 0.3, claimed: true, detectable: 0.15 };
  const more = { value: -0.2, low: -0.3, high: -0.1, claimed: true, detectable: 0.15 };
  const effect = {
    ...metricDefinition("M2"),
    ...{ from: quarter, to: quarter, asOf: "", state: "shown" as const, dropped: 0 },
    ...{
      n: { guardian: 120, none: 90 },
      imported: 0,
      teams: { guardian: 14, none: 19 },
      speed: faster,
      within: faster,
      findings: more,
    },
  };
  const nothing = { effect, hours: null, measured: null, assumed: null, found: null };

  it("is said where reviews with a guardian are slower", () => {
    const said = words(
      createElement(BusinessCase, { page: { ...nothing, effect: { ...effect, speed: more, within: more } } }),
    );
    expect(said).toContain("Reviews with a guardian are slower: there is no case to make");
    expect(said).toContain("20 % slower (95 %: 10 to 30 % slower).");
    expect(said).not.toMatch(/no difference shown|would show/i);
  });

  it("is said where these teams may have been faster before", () => {
    const said = words(createElement(BusinessCase, { page: { ...nothing, effect: { ...effect, within: null } } }));
    expect(said).toContain("Faster, but these teams may have been faster before: there is no case to make yet");
  });

  it("is said where the others have no median to count days from", () => {
    const said = words(createElement(BusinessCase, { page: nothing }));
    expect(said).toContain("The median without a guardian is not reached: there is no case to make yet");
    expect(said).not.toMatch(/no difference shown|would show/i);
  });

  it("is said of hours where there are more findings", () => {
    const found = { daysPerReview: { low: 1, high: 3 }, days: { low: 120, high: 360 }, hours: null };
    const measured = { reviews: 120, days: 10, findings: 0.5, hoursPerFinding: 3 };
    const said = words(createElement(BusinessCase, { page: { ...nothing, measured, assumed: measured, found } }));
    expect(said).toContain("Engineer hours saved on findings None: more are found");
  });
});

describe("issue rates", () => {
  it("say what a team has had before, and between what the months move", () => {
    const month = { n: 10, found: 9, rate: 0.9, open: 0, inProgress: false };
    const rates = {
      teams: [
        {
          team: { id: 4, name: "Ledger" },
          n: 10,
          found: 3,
          rate: 0.3,
          low: 0.06,
          high: 0.88,
          classed: 2,
          repeated: 1,
          fixed: 2,
          fix: 3 * DAY,
        },
      ],
      months: [
        { ...month, month: "2026-09" },
        { ...month, month: "2026-10", inProgress: true },
      ],
      limits: { low: 0.1, mean: 0.3, high: 0.5 },
    };
    const said = words(createElement(IssueRates, { rates, query: {}, asOfWords: "as of then" }));
    expect(said).toContain("Ledger 10 3 0.30 0.06 to 0.88 1 of 2 3.0 d (2 fixed)");
    expect(said).toContain("By itself it moves from 0.10 to 0.50, around 0.30.");
    expect(said).toContain("2026-09 to 2026-10, as of then · n = 20");
  });
});
