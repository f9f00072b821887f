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
    asOf: "A day of the past such as 2026-07-14: by what had happened when it ended; values about people are not shown for one",
    compare:
      "What lead times are beside: those of the quarter before, of the same quarter before that with year, or of an organisation by its id",
  },
  mediaType: "text/csv",
  what: "chart",
  format: "csv",
  run: (ctx, { params, query }) => metricChart(ctx, params.chart ?? "", query),
});
