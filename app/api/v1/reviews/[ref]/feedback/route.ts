import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { giveFeedback } from "#lib/reviews/decisions/give-feedback.ts";
import { giveFeedbackInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Rate the guardian's input, or decline",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: giveFeedbackInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => giveFeedback(ctx, reviewParam(params), body),
});
