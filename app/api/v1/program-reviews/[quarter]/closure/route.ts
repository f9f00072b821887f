import { apiRoute } from "#lib/web/api-route.ts";
import { closeProgramReview } from "#lib/program-reviews/close-program-review.ts";
import { programReviewReceiptOutput } from "#lib/program-reviews/output.ts";

export const POST = apiRoute({
  summary: "Close a program review; follow-ups can still be settled",
  tag: "Program",
  params: { quarter: "The quarter, as 2026-Q3" },
  answer: programReviewReceiptOutput,
  run: (ctx, { params }) => closeProgramReview(ctx, { quarter: params.quarter ?? "" }),
});
