import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { reviewConditions, reviewDecisions } from "#db/schema/index.ts";

/** The conditions that are still owed: of the last decision of their review, which takes the place of all before it, and not verified. */
export function owedConditions(): SQL | undefined {
  const last = sql`(select max(${reviewDecisions.id}) from ${reviewDecisions} where ${reviewDecisions.reviewId} = ${reviewConditions.reviewId})`;
  return and(eq(reviewConditions.decisionId, last), isNull(reviewConditions.verifiedAt));
}

/** As `owedConditions`, of one review. */
export function openConditions(reviewId: number): SQL | undefined {
  return and(eq(reviewConditions.reviewId, reviewId), owedConditions());
}
