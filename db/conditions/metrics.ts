import { and, eq, isNotNull, lte, not, or, type SQL, sql } from "drizzle-orm";
import { countedFinding } from "#db/conditions/findings.ts";
import { isImported } from "#db/conditions/reviews.ts";
import { findings, reviewFacts, reviews } from "#db/schema/index.ts";

/** The rows of `reviews` of which it is known what was found: our own, and those whose file says so. */
export function findingsKnown(): SQL | undefined {
  return or(not(isImported()), isNotNull(reviews.importedFindings));
}

/** As `findingsKnown`, of the rows of `review_facts`. */
export function knownInFacts(): SQL {
  return sql`(not ${reviewFacts.imported} or ${reviewFacts.importedFindings} is not null)`;
}

/**
 * The rows of `findings` that count to their review: medium or higher at first or at the decision, valid, and no escapes; at a
 * moment of the past, as far as they had been found.
 */
export function foundInReview(asOf: Date | null): SQL | undefined {
  return and(eq(findings.escape, false), countedFinding(), asOf === null ? undefined : lte(findings.createdAt, asOf));
}
