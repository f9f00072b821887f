import { apiRoute } from "#lib/web/api-route.ts";
import { editProgramReview } from "#lib/program-reviews/edit-program-review.ts";
import { editProgramReviewInput } from "#lib/program-reviews/input.ts";
import { programReviewOutput, programReviewReceiptOutput } from "#lib/program-reviews/output.ts";
import { programReview } from "#lib/program-reviews/queries.ts";

const params = { quarter: "The quarter, as 2026-Q3" };

export const GET = apiRoute({
  summary: "A program review with its frozen numbers, who attended and what was decided",
  tag: "Program",
  params,
  answer: programReviewOutput,
  run: (ctx, { params }) => programReview(ctx, params.quarter ?? ""),
});

export const PATCH = apiRoute({
  summary: "Edit the date of a program review while it is open",
  tag: "Program",
  params,
  body: editProgramReviewInput,
  answer: programReviewReceiptOutput,
  run: (ctx, { params, body }) => editProgramReview(ctx, params.quarter ?? "", body),
});
