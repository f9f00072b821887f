import { and, type Column, eq, gt, gte, isNull, lt, lte, ne, or, type SQL, sql } from "drizzle-orm";
import { completions, courses } from "#db/schema/index.ts";

/** The rows of `courses` that are on offer: not retired. */
export function isOffered(): SQL {
  return isNull(courses.retiredAt);
}

/** As `isOffered`, at a moment, of the rows of an alias. */
export function offeredAt(
  at: SQL,
  { createdAt, retiredAt }: Record<"createdAt" | "retiredAt", Column>,
): SQL | undefined {
  return and(lte(createdAt, at), or(isNull(retiredAt), gt(retiredAt, at)));
}

/** The rows of `courses` of which `isToBeHeld` holds. */
export function isToBeHeld(): SQL | undefined {
  return and(eq(courses.required, true), isOffered());
}

type Completion = Record<"personId" | "recordedById" | "evidence" | "expiresOn", Column>;

/** `isKnown` of a row of `completions`, or of one under an alias. */
export function completionIsKnown({ personId, recordedById, evidence }: Completion = completions): SQL | undefined {
  return or(ne(evidence, ""), sql`${recordedById} is distinct from ${personId}`);
}

/** The rows of `completions`, or of an alias of it, that are known and `isCurrent` on this day. */
export function completionCounts(day: string | SQL, of: Completion = completions): SQL | undefined {
  return and(completionIsKnown(of), or(isNull(of.expiresOn), gte(of.expiresOn, day)));
}

/** The rows of `completions` for which `completionCounts` holds no longer. */
export function hasExpired(day: string): SQL | undefined {
  return and(completionIsKnown(), lt(completions.expiresOn, day));
}
