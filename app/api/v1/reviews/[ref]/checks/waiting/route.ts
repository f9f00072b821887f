import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { waitingRunsOutput } from "#lib/policies/output.ts";
import { waitingRuns } from "#lib/policies/queries.ts";
import { loadReview } from "#lib/reviews/detail.ts";

export const GET = apiRoute({
  summary: "The unfinished check runs of a review; polling does not keep a session active",
  tag: "Policy checks",
  params: { ref: "The review, as REV-12" },
  asking: "page",
  answer: waitingRunsOutput,
  run: async (ctx, { params }) => {
    const { id } = await loadReview(ctx, reviewParam(params));
    return { items: await waitingRuns(ctx, id) };
  },
});
