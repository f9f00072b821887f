import { csvRows } from "#lib/csv.ts";
import { chartFile } from "#lib/metrics/chart-file.ts";
import { recentMetrics } from "#lib/metrics/recent-metrics.ts";
import { fileRoute } from "#lib/web/api-route.ts";
import { handOut } from "#lib/web/hand-out.ts";

export const GET = fileRoute({
  summary: "The values of a chart, as CSV",
  tag: "Metrics",
  params: { chart: "lead-time, findings, backlog, training or trend" },
  query: {
    quarter: "Such as 2026-Q3",
    organisation: "The id of an organisation",
    team: "The id of a team",
  },
  mediaType: "text/csv",
  run: (ctx, { params, query }) =>
    handOut(ctx, { what: "chart", format: "csv" }, async (ctx) => {
      const chart = params.chart ?? "";
      const metrics = await recentMetrics(ctx, query);
      const content = chartFile(metrics, chart);
      return { read: { name: `${chart}-${metrics.quarter.key}.csv`, content }, count: csvRows(content) };
    }),
});
