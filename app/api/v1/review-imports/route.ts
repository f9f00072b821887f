import { importPastReviewsInput } from "#lib/reviews/import/input.ts";
import { importReportOutput } from "#lib/reviews/import/output.ts";
import { importPastReviews } from "#lib/reviews/import-past-reviews.ts";
import { apiRoute } from "#lib/web/api-route.ts";

export const POST = apiRoute({
  summary: "Import past reviews from CSV; a dry run lists every problem and writes nothing",
  tag: "Reviews",
  body: importPastReviewsInput,
  answer: importReportOutput,
  limit: "upload",
  run: (ctx, { body }) => importPastReviews(ctx, body),
});
