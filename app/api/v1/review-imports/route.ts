import { importPastReviewsInput } from "#lib/reviews/import/input.ts";
import { importReportOutput, importsOutput } from "#lib/reviews/import/output.ts";
import { importPastReviews } from "#lib/reviews/import-past-reviews.ts";
import { pastImports } from "#lib/reviews/past-imports.ts";
import { apiRoute } from "#lib/web/api-route.ts";

export const GET = apiRoute({
  summary: "The files of past reviews that were imported",
  tag: "Reviews",
  answer: importsOutput,
  run: async (ctx) => ({ items: await pastImports(ctx) }),
});

export const POST = apiRoute({
  summary: "Import past reviews from CSV; a dry run lists every problem and writes nothing",
  tag: "Reviews",
  body: importPastReviewsInput,
  answer: importReportOutput,
  run: (ctx, { body }) => importPastReviews(ctx, body),
});
