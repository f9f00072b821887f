import { apiRoute } from "#lib/web/api-route.ts";
import { metricsOutput } from "#lib/metrics/output.ts";
import { recentMetrics } from "#lib/metrics/recent-metrics.ts";

export const GET = apiRoute({
  summary: "The metrics of a quarter with definition, window and n",
  tag: "Metrics",
  query: {
    quarter: "Such as 2026-Q3",
    organisation: "The id of an organisation",
    team: "The id of a team",
    asOf: "A past day such as 2026-07-14: as known at its end; past days have no values about people",
  },
  answer: metricsOutput,
  run: (ctx, { query }) => recentMetrics(ctx, query),
});
