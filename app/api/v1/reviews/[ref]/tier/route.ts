import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { changeTier } from "#lib/reviews/drafts/change-tier.ts";
import { changeTierInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const PUT = apiRoute({
  summary: "Raise or lower the tier, with a reason",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: changeTierInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => changeTier(ctx, reviewParam(params), body),
});
