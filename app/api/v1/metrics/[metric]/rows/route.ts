import { apiRoute } from "#lib/web/api-route.ts";
import { metricRowsOutput } from "#lib/metrics/output.ts";
import { metricRows } from "#lib/metrics/rows.ts";
import { PAGE } from "#lib/parameters.ts";

export const GET = apiRoute({
  summary: "The rows behind a metric, limited to what you can see",
  tag: "Metrics",
  params: { metric: "Such as M1, M7 or M14" },
  query: {
    quarter: "Such as 2026-Q3",
    organisation: "The id of an organisation",
    team: "The id of a team",
    asOf: "A past day such as 2026-07-14: as known at its end; past days have no values about people",
    page: PAGE,
  },
  answer: metricRowsOutput,
  run: (ctx, { params, query }) => metricRows(ctx, params.metric ?? "", query),
});
