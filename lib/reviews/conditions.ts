import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { reviewConditions, reviewDecisions } from "#db/schema/index.ts";

/** The conditions of a review's last decision that are not verified yet. A later decision takes the place of an earlier one's promises. */
export function openConditions(reviewId: number): SQL | undefined {
  const last = sql`(select max(${reviewDecisions.id}) from ${reviewDecisions} where ${reviewDecisions.reviewId} = ${reviewId})`;
  return and(
    eq(reviewConditions.reviewId, reviewId),
    eq(reviewConditions.decisionId, last),
    isNull(reviewConditions.verifiedAt),
  );
}
