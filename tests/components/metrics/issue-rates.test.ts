import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { IssueRates } from "#components/metrics/issue-rates.tsx";

const COUNTS = { n: 4, found: 2, rate: 0.5, low: 0.1, high: 1.8, classed: 0, repeated: 0, fixed: 0, fix: null };
const TEAM = { team: { id: 3, name: "Cards" }, ...COUNTS };

describe("the issue rate of a team", () => {
  it("leads to the numbers of that team, of the quarter and the day that were picked", () => {
    const query = { quarter: "2025-Q3", organisation: "4", asOf: "2026-06-30", compare: "year" };
    const rates = createElement(IssueRates, { rates: { teams: [TEAM], months: [], limits: null }, query });
    expect(renderToStaticMarkup(rates)).toContain(
      'href="/metrics?quarter=2025-Q3&amp;asOf=2026-06-30&amp;compare=year&amp;team=3"',
    );
  });
});
