import { eq, or, type SQL } from "drizzle-orm";
import { contains } from "#db/contains.ts";
import { reviews } from "#db/schema/index.ts";
import { reviewId } from "#lib/paths.ts";

/** Matches reviews whose title contains the words, or that the words name. */
export function matchesReview(q: string): SQL | undefined {
  return or(contains(reviews.title, q), isNamedBy(q));
}

/** Matches the review the words name, "REV-12" or "12"; undefined if they name none. */
export function isNamedBy(q: string): SQL | undefined {
  const id = reviewId(q.toUpperCase()) ?? reviewId(`REV-${q}`);
  return id === null ? undefined : eq(reviews.id, id);
}
