import { isNotNull, isNull, or, type SQL } from "drizzle-orm";
import { reviews } from "#db/schema/index.ts";

/** The rows of `reviews` that came from a file of past reviews. */
export function isImported(): SQL {
  return isNotNull(reviews.importId);
}

/** The rows of `reviews` of which it is known what was found: our own, and those whose file says so. */
export function findingsKnown(): SQL | undefined {
  return or(isNull(reviews.importId), isNotNull(reviews.importedFindings));
}
