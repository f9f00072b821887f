import { fileRoute } from "#lib/web/api-route.ts";
import { CHARTS, chartFile } from "#lib/metrics/chart-file.ts";
import { recentMetrics } from "#lib/metrics/recent-metrics.ts";
import { listedOr } from "#lib/words.ts";

export const GET = fileRoute({
  summary: "The values of a chart, as CSV",
  tag: "Metrics",
  params: { chart: listedOr(CHARTS) },
  query: {
    quarter: "Such as 2026-Q3",
    organisation: "The id of an organisation",
    team: "The id of a team",
    asOf: "A day of the past such as 2026-07-14: by what had happened when it ended",
  },
  mediaType: "text/csv",
  what: "chart",
  format: "csv",
  run: async (ctx, { params, query }) => {
    const chart = params.chart ?? "";
    const metrics = await recentMetrics(ctx, query);
    return { name: `${chart}-${metrics.quarter.key}.csv`, content: chartFile(metrics, chart) };
  },
});
