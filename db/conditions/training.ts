import { and, type Column, eq, gt, gte, isNull, lt, lte, ne, or, type SQL, sql } from "drizzle-orm";
import { completions, courses } from "#db/schema/index.ts";

/** Rows of offered `courses`: not retired. */
export function isOffered(): SQL {
  return isNull(courses.retiredAt);
}

/** Like `isOffered`, at a moment, for an alias. */
export function offeredAt(
  at: SQL,
  { createdAt, retiredAt }: Record<"createdAt" | "retiredAt", Column>,
): SQL | undefined {
  return and(lte(createdAt, at), or(isNull(retiredAt), gt(retiredAt, at)));
}

/** `isToBeHeld` for rows of `courses`. */
export function isToBeHeld(): SQL | undefined {
  return and(eq(courses.required, true), isOffered());
}

type Completion = Record<"personId" | "recordedById" | "evidence" | "expiresOn", Column>;

/** `isKnown` for a row of `completions` or an alias. */
export function completionIsKnown({ personId, recordedById, evidence }: Completion = completions): SQL | undefined {
  return or(ne(evidence, ""), sql`${recordedById} is distinct from ${personId}`);
}

/** Rows of `completions`, or of an alias, known and `isCurrent` on this day. */
export function completionCounts(day: string | SQL, of: Completion = completions): SQL | undefined {
  return and(completionIsKnown(of), or(isNull(of.expiresOn), gte(of.expiresOn, day)));
}

/** Rows of `completions` to which `completionCounts` no longer applies. */
export function hasExpired(day: string): SQL | undefined {
  return and(completionIsKnown(), lt(completions.expiresOn, day));
}
