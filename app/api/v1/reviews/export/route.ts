import { fileRoute } from "#lib/web/api-route.ts";
import { exportReviews } from "#lib/reviews/queue/export-reviews.ts";
import { FILTER_PARAMETERS, readFilter } from "#lib/reviews/rules/filter.ts";

export const GET = fileRoute({
  summary: "The filtered reviews, as CSV",
  tag: "Reviews",
  query: FILTER_PARAMETERS,
  mediaType: "text/csv",
  what: "reviews",
  format: "csv",
  run: async (ctx, { query }) => ({ name: "reviews.csv", content: await exportReviews(ctx, readFilter(query)) }),
});
