import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { z } from "zod";
import { raiseFindingInput } from "#lib/findings/input.ts";
import { findingOutput } from "#lib/findings/output.ts";
import { findingsOf } from "#lib/findings/queries.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { loadReview } from "#lib/reviews/detail.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const GET = apiRoute({
  summary: "The findings of a review",
  tag: "Findings",
  params: { ref: "The review, as REV-12" },
  answer: z.object({ findings: z.array(findingOutput) }),
  run: async (ctx, { params }) => {
    const review = await loadReview(ctx, reviewParam(params));
    return { findings: await findingsOf(ctx, review.id) };
  },
});

export const POST = apiRoute({
  summary: "Raise a finding on the current revision",
  tag: "Findings",
  params: { ref: "The review, as REV-12" },
  body: raiseFindingInput,
  answer: receiptOutput.extend({ findingId: z.number() }),
  status: 201,
  run: (ctx, { params, body }) => raiseFinding(ctx, reviewParam(params), body),
});
