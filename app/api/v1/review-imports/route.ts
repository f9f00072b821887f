import { z } from "zod";
import { importPastReviews, importReviewsInput } from "#lib/reviews/import-past-reviews.ts";
import { apiRoute } from "#lib/web/api-route.ts";

const problem = z.object({
  line: z.number(),
  column: z.number().nullable(),
  field: z.string().nullable(),
  message: z.string(),
});

export const POST = apiRoute({
  summary: "Import past reviews from CSV; a dry run lists every problem and writes nothing",
  tag: "Reviews",
  body: importReviewsInput,
  answer: z.object({
    rows: z.number(),
    problems: z.array(problem),
    ignoredColumns: z.array(z.string()),
    from: z.string().nullable(),
    to: z.string().nullable(),
    imported: z.boolean(),
  }),
  run: (ctx, { body }) => importPastReviews(ctx, body),
});
