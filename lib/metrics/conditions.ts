import { isNotNull, not, or, type SQL } from "drizzle-orm";
import { reviews } from "#db/schema/index.ts";
import { isImported } from "#lib/reviews/conditions.ts";

/** The rows of `reviews` of which it is known what was found: our own, and those whose file says so. */
export function findingsKnown(): SQL | undefined {
  return or(not(isImported()), isNotNull(reviews.importedFindings));
}
