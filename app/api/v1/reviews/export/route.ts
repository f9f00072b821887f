import { csvRows } from "#lib/csv.ts";
import { exportReviews } from "#lib/reviews/export-reviews.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import { fileRoute } from "#lib/web/api-route.ts";
import { handOut } from "#lib/web/hand-out.ts";

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
  run: (ctx, { query }) =>
    handOut(ctx, { what: "reviews", format: "csv" }, async (ctx) => {
      const content = await exportReviews(ctx, readFilter(query));
      return { read: { name: "reviews.csv", content }, count: csvRows(content) };
    }),
});
