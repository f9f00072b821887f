import { fileRoute } from "#lib/web/api-route.ts";
import { exportReviews } from "#lib/reviews/export-reviews.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";

export const GET = fileRoute({
  summary: "The reviews a filter holds, as CSV",
  tag: "Reviews",
  query: {
    tab: "mine, team or all",
    state: "A state, or open, or decided",
    tier: "low, medium or high",
    q: "Words of the title",
  },
  mediaType: "text/csv",
  what: "reviews",
  format: "csv",
  run: async (ctx, { query }) => ({ name: "reviews.csv", content: await exportReviews(ctx, readFilter(query)) }),
});
