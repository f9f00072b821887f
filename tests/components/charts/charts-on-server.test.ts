import { MantineProvider } from "@mantine/core";
import { createElement, type ReactElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, test, vi } from "vitest";
import { BacklogChart } from "#components/charts/backlog-chart.tsx";
import { MonthLine } from "#components/charts/month-line.tsx";
import { QuarterLine } from "#components/charts/quarter-line.tsx";
import { SurvivalChart } from "#components/charts/survival-chart.tsx";

const points = [
  { seconds: 0, survival: 1 },
  { seconds: 86_400, survival: 0.5 },
];
const buckets = [{ label: "0–7 days", n: 12, byTurn: { reviewer: 12 } }];

const CHARTS: [string, ReactElement, string[]][] = [
  [
    "lead time",
    createElement(SurvivalChart, { arms: [{ label: "With a guardian", n: 84, points }], untilSeconds: 43_200 }),
    ["With a guardian, n = 84", "Drawn up to 0.5 d"],
  ],
  [
    "quarters",
    createElement(QuarterLine, {
      measure: "Involvement",
      kind: "share",
      quarters: [{ label: "2026 Q3", n: 9, value: 0.5 }],
    }),
    ["Involvement by quarter: 2026 Q3 50 %."],
  ],
  [
    "months",
    createElement(MonthLine, {
      measure: "Issue rate",
      kind: "rate",
      months: [
        { label: "2026-09", n: 4, value: 0.5 },
        { label: "2026-10", n: 0, value: null, note: "no reviews" },
      ],
      limits: { low: 0.1, mean: 0.4, high: 0.7 },
    }),
    ["Issue rate by month: 2026-09 0.50, 2026-10 no reviews. By itself it moves from 0.10 to 0.70, around 0.40."],
  ],
  [
    "backlog",
    createElement(BacklogChart, { buckets, turns: [{ key: "reviewer", label: "Reviewer" }] }),
    ["Open reviews by age: 0–7 days 12.", "Reviewer"],
  ],
];

test.each(CHARTS)("on the server, %s says in words what it draws and logs nothing", (_, chart, texts) => {
  const logged = [vi.spyOn(console, "warn"), vi.spyOn(console, "error")];
  const html = renderToString(createElement(MantineProvider, null, chart));
  expect(html).toMatch(/role="img" aria-label="[^"]+The table view/);
  for (const text of texts) expect(html).toContain(text);
  for (const log of logged) expect(log).not.toHaveBeenCalled();
});
