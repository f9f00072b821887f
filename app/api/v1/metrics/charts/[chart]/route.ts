import { fileRoute } from "#lib/web/api-route.ts";
import { metricChart } from "#lib/metrics/chart.ts";
import { CHARTS } from "#lib/metrics/chart-file.ts";
import { listedOr } from "#lib/words.ts";

export const GET = fileRoute({
  summary: "The values of a chart, as CSV",
  tag: "Metrics",
  params: { chart: listedOr(CHARTS) },
  query: {
    quarter: "Such as 2026-Q3",
    organisation: "The id of an organisation",
    team: "The id of a team",
    asOf: "A past day such as 2026-07-14: as known at its end; past days have no values about people",
    compare:
      "The comparison of lead times: the previous quarter, the same quarter of the previous year with year, or an organisation ID",
  },
  mediaType: "text/csv",
  what: "chart",
  format: "csv",
  run: (ctx, { params, query }) => metricChart(ctx, params.chart ?? "", query),
});
