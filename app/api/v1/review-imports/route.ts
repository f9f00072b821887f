import { apiRoute } from "#lib/web/api-route.ts";
import { importPastReviewsInput } from "#lib/reviews/imports/file/input.ts";
import { importReportOutput, importsOutput } from "#lib/reviews/imports/file/output.ts";
import { importPastReviews } from "#lib/reviews/imports/import-past-reviews.ts";
import { pastImports } from "#lib/reviews/imports/past-imports.ts";

export const GET = apiRoute({
  summary: "The last 50 imports of past reviews, and whether each can be undone",
  tag: "Reviews",
  answer: importsOutput,
  run: async (ctx) => ({ items: await pastImports(ctx) }),
});

export const POST = apiRoute({
  summary: "Import past reviews from CSV; a dry run lists every problem and writes nothing",
  tag: "Reviews",
  body: importPastReviewsInput,
  answer: importReportOutput,
  limit: "upload",
  run: (ctx, { body }) => importPastReviews(ctx, body),
});
