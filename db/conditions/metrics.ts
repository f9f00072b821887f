import { and, eq, isNotNull, lte, not, or, type SQL, sql } from "drizzle-orm";
import { countedFinding } from "#db/conditions/findings.ts";
import { isImported } from "#db/conditions/reviews.ts";
import { findings, reviewFacts, reviews } from "#db/schema/index.ts";

/** Rows of `reviews` with known findings: our own, and imports whose file states them. */
export function findingsKnown(): SQL | undefined {
  return or(not(isImported()), isNotNull(reviews.importedFindings));
}

/** Like `findingsKnown`, for rows of `review_facts`. */
export function knownInFacts(): SQL {
  return sql`(not ${reviewFacts.imported} or ${reviewFacts.importedFindings} is not null)`;
}

/**
 * Rows of `findings` counted for their review: medium or higher at first or at the decision, valid, and not escapes.
 * For a past moment, only findings known by then.
 */
export function foundInReview(asOf: Date | null): SQL | undefined {
  return and(eq(findings.escape, false), countedFinding(), asOf === null ? undefined : lte(findings.createdAt, asOf));
}
