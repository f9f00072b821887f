import { apiRoute } from "#lib/web/api-route.ts";
import { businessCasePage } from "#lib/metrics/business-case.ts";
import { businessCaseOutput } from "#lib/metrics/output.ts";

export const GET = apiRoute({
  summary: "What guardians save in a year, from what is measured and what is assumed",
  tag: "Metrics",
  query: {
    quarter: "The last quarter of the year, such as 2026-Q3",
    asOf: "A day of the past such as 2026-07-14: by what had happened when it ended",
    reviews: "Reviews with a guardian in a year, in place of those that are measured",
    days: "Days until half of like changes without a guardian are decided",
    findings: "Findings per review of like changes without a guardian",
    hoursPerFinding: "An engineer's hours per finding; the default is 3",
  },
  answer: businessCaseOutput,
  run: (ctx, { query }) => businessCasePage(ctx, query),
});
