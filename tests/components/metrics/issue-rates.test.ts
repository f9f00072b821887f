import { MantineProvider } from "@mantine/core";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { againstWords, IssueRates } from "#components/metrics/issue-rates.tsx";

const COUNTS = { n: 4, found: 2, rate: 0.5, low: 0.1, high: 1.8, classed: 0, repeated: 0, fixed: 0, fix: null };
const TEAM = { team: { id: 3, name: "Cards" }, ...COUNTS };

type Props = Parameters<typeof IssueRates>[0];
const drawn = (rates: Props["rates"], query: Props["query"] = {}) =>
  renderToStaticMarkup(
    createElement(MantineProvider, null, createElement(IssueRates, { rates, query, asOfWords: "as of then" })),
  );

describe("the issue rate of a team", () => {
  it("leads to the numbers of that team, of the quarter and the day that were picked", () => {
    const query = { quarter: "2025-Q3", organisation: "4", asOf: "2026-06-30", compare: "year" };
    expect(drawn({ teams: [TEAM], months: [], limits: null }, query)).toContain(
      'href="/metrics?quarter=2025-Q3&amp;asOf=2026-06-30&amp;compare=year&amp;team=3"',
    );
  });
});

describe("the issue rate of the program", () => {
  const month = (at: string, rate: number | null, parts = {}) => {
    return { month: at, n: 4, found: 2, rate, open: 0, inProgress: false, ...parts };
  };
  const limits = { low: 0.2, mean: 0.4, high: 0.6 };

  it("is drawn month by month between its limits, with its file", () => {
    const months = [month("2026-10", 0.5), month("2026-11", 0.25, { inProgress: true })];
    const html = drawn({ teams: [], months, limits }, { quarter: "2026-Q4", team: "3" });
    expect(html).toContain(
      "Issue rate by month: 2026-10 0.50, 2026-11 so far 0.25. By itself it moves from 0.20 to 0.60, around 0.40.",
    );
    expect(html).toContain('href="/api/v1/metrics/charts/issue-months?quarter=2026-Q4&amp;team=3"');
    expect(drawn({ teams: [], months, limits: null })).toContain(
      "No limits yet: fewer than twelve full months of data.",
    );
  });

  it("says of each month against the limits what may be said", () => {
    const said = (...of: Parameters<typeof month>) => againstWords(month(...of), limits);
    expect(said("2026-01", 0.7)).toBe("Above the limits");
    expect(said("2026-01", 0.1)).toBe("Below the limits");
    expect(said("2026-01", 0.1, { open: 2 })).toBe("Below the limits, with 2 open");
    expect(said("2026-01", 0.4)).toBe("Within the limits");
    expect([said("2026-01", null), said("2026-01", 0.7, { inProgress: true })]).toEqual(["–", "–"]);
    expect(againstWords(month("2026-01", 0.7), null)).toBe("–");
  });
});
