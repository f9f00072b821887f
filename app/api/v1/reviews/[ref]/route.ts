import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { reviewWithFindings } from "#lib/pages/review-page.ts";
import { editReview } from "#lib/reviews/drafts/edit-review.ts";
import { editReviewInput } from "#lib/reviews/input.ts";
import { receiptOutput, reviewDetailOutput } from "#lib/reviews/output.ts";

export const GET = apiRoute({
  summary: "A review with its gates, evidence, findings, discussion and what you may do",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  answer: reviewDetailOutput,
  run: (ctx, { params }) => reviewWithFindings(ctx, reviewParam(params)),
});

export const PATCH = apiRoute({
  summary: "Edit the intake",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: editReviewInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => editReview(ctx, reviewParam(params), body),
});
