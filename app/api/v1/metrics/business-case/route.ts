import { apiRoute } from "#lib/web/api-route.ts";
import { businessCasePage } from "#lib/metrics/business-case.ts";
import { businessCaseOutput } from "#lib/metrics/output.ts";

export const GET = apiRoute({
  summary: "Yearly savings by guardians, from measured and assumed numbers",
  tag: "Metrics",
  query: {
    quarter: "The last quarter of the year, such as 2026-Q3",
    asOf: "A past day such as 2026-07-14: as known at its end",
    reviews: "Reviews with a guardian in a year, instead of the measured number",
    days: "Days until half of comparable changes without a guardian are decided",
    findings: "Findings per review of comparable changes without a guardian",
    hoursPerFinding: "An engineer's hours per finding; the default is 3",
  },
  answer: businessCaseOutput,
  run: (ctx, { query }) => businessCasePage(ctx, query),
});
