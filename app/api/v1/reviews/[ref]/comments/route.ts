import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { z } from "zod";
import { commentOnReview } from "#lib/reviews/asks/comment-on-review.ts";
import { commentInput } from "#lib/reviews/input.ts";

export const POST = apiRoute({
  summary: "Add to the discussion",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: commentInput,
  answer: z.object({ id: z.number() }),
  status: 201,
  limit: "comment",
  run: (ctx, { params, body }) => commentOnReview(ctx, reviewParam(params), body),
});
