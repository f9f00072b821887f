import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { z } from "zod";
import { NotFound } from "#lib/errors.ts";
import { numberFrom1, readParameters } from "#lib/parameters.ts";
import { runOutput } from "#lib/policies/output.ts";
import { newerProfile } from "#lib/policies/profiles/newer-profile.ts";
import { runOfRevision } from "#lib/policies/queries.ts";
import { loadReview } from "#lib/reviews/detail.ts";
import { isOpen } from "#lib/reviews/rules/states.ts";

const PARAMETERS = { revision: numberFrom1("the number of a revision") };

export const GET = apiRoute({
  summary: "The policy checks of a revision, by default the current one",
  tag: "Policy checks",
  params: { ref: "The review, as REV-12" },
  query: PARAMETERS,
  answer: z.object({
    run: runOutput.nullable(),
    /** A newer profile version available for re-running the checks. */
    newer: z.object({ name: z.string(), version: z.number() }).nullable(),
  }),
  run: async (ctx, { params, query }) => {
    const review = await loadReview(ctx, reviewParam(params));
    const revision = readParameters(PARAMETERS, query).revision ?? review.currentRevision;
    const { id: reviewId, tier, currentRevision } = review;
    if (revision > currentRevision) throw new NotFound("The revision");
    const offered = tier !== null && revision === currentRevision && isOpen(review.state);
    return {
      run: await runOfRevision(ctx, reviewId, revision),
      newer: offered ? await newerProfile(ctx, { reviewId, revision, tier }) : null,
    };
  },
});
