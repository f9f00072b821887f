import { apiRoute } from "#lib/web/api-route.ts";
import { z } from "zod";
import { openProgramReviewInput } from "#lib/program-reviews/input.ts";
import { openProgramReview } from "#lib/program-reviews/open-program-review.ts";
import { programReviewReceiptOutput, programReviewRowOutput } from "#lib/program-reviews/output.ts";
import { listProgramReviews } from "#lib/program-reviews/queries.ts";

export const GET = apiRoute({
  summary: "The program reviews you may read",
  tag: "Program",
  answer: z.object({ items: z.array(programReviewRowOutput) }),
  run: async (ctx) => ({ items: await listProgramReviews(ctx) }),
});

export const POST = apiRoute({
  summary: "Open the review of the program after a finished quarter, on a frozen snapshot",
  tag: "Program",
  body: openProgramReviewInput,
  answer: programReviewReceiptOutput,
  status: 201,
  run: (ctx, { body }) => openProgramReview(ctx, body),
});
