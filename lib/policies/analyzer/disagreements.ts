import { and, desc, eq, sql } from "drizzle-orm";
import { sliceOf } from "#db/paging.ts";
import { checkProfiles, checkProfileVersions, checkResults, checkRuns, reviews } from "#db/schema/index.ts";
import { may } from "#lib/auth/policy.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { reviewRef } from "#lib/paths.ts";
import type { Disagreement } from "#lib/policies/rules/aws/disagreement.ts";

/**
 * Spelt as in the index of these results. A pass counts only if both analyzers agree, so the effective verdict is fail.
 */
const CONTRADICTED = sql`${checkResults.verdict} = 'fail' and ${checkResults.otherAnswer} ->> 'verdict' = 'pass'`;

/** Checks that one analyzer passes and the other fails, newest first, paged. One of the two has a bug. */
export async function disagreements(ctx: Context, wanted = 1) {
  ensure(may(ctx.actor, "analyzer.inspect", null));
  const seen = and(CONTRADICTED, visibleReviews(ctx));
  const { place, limit, offset } = await sliceOf(ctx.db, resultRows(ctx).where(seen), wanted);
  const rows = await resultRows(ctx).where(seen).orderBy(desc(checkResults.id)).limit(limit).offset(offset);
  const items = rows.map(({ reviewId, title, otherAnswer, ...row }): Disagreement => {
    return {
      ...row,
      review: { id: reviewId, ref: reviewRef(reviewId), title },
      passedBy: otherAnswer?.analyzer ?? "engine",
      passMessage: otherAnswer?.message ?? "",
    };
  });
  return { items, ...place };
}

function resultRows(ctx: Context) {
  return ctx.db
    .select({
      id: checkResults.id,
      reviewId: reviews.id,
      title: reviews.title,
      revision: checkRuns.revision,
      documentName: checkResults.documentName,
      sha256: checkResults.sha256,
      logicalId: checkResults.logicalId,
      policyName: checkResults.policyName,
      policyKind: checkResults.policyKind,
      check: checkResults.check,
      failedBy: checkResults.answeredBy,
      message: checkResults.message,
      otherAnswer: checkResults.otherAnswer,
      profile: { id: checkProfiles.id, name: checkProfiles.name, version: checkProfileVersions.version },
      finishedAt: checkRuns.finishedAt,
    })
    .from(checkResults)
    .innerJoin(checkRuns, eq(checkRuns.id, checkResults.runId))
    .innerJoin(reviews, eq(reviews.id, checkRuns.reviewId))
    .innerJoin(checkProfileVersions, eq(checkProfileVersions.id, checkRuns.profileVersionId))
    .innerJoin(checkProfiles, eq(checkProfiles.id, checkProfileVersions.profileId))
    .$dynamic();
}
