import { z } from "zod";
import { runOutput } from "#lib/policies/output.ts";
import { runOfRevision } from "#lib/policies/queries.ts";
import { loadReview } from "#lib/reviews/detail.ts";
import { apiRoute, reviewParam } from "#lib/web/api-route.ts";

export const GET = apiRoute({
  summary: "The policy checks of a revision, the current one unless another is named",
  tag: "Policy checks",
  params: { ref: "The review, as REV-12" },
  query: { revision: "The number of a revision" },
  answer: z.object({ run: runOutput.nullable() }),
  run: async (ctx, { params, query }) => {
    const review = await loadReview(ctx, reviewParam(params));
    const revision = Number.parseInt(query.revision ?? "", 10) || review.currentRevision;
    return { run: await runOfRevision(ctx, review.id, revision) };
  },
});
