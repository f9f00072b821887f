import { and, type Column, eq, gt, isNull, lte, or, type SQL } from "drizzle-orm";
import { completions, courses } from "#db/schema/index.ts";

/** The rows of `courses` that are on offer: not retired. */
export function isOffered(): SQL {
  return isNull(courses.retiredAt);
}

/** The rows of `courses` of which `isToBeHeld` holds. */
export function isToBeHeld(): SQL | undefined {
  return and(eq(courses.required, true), isOffered());
}

/** `isCurrent` of a row of `completions`, or of one under an alias: it never expires, or has not on this day. */
export function completionCounts(
  day: string | SQL,
  { expiresOn }: { expiresOn: Column } = completions,
): SQL | undefined {
  return or(isNull(expiresOn), gt(expiresOn, day));
}

/** The rows of `completions` for which `completionCounts` holds no longer. */
export function hasExpired(day: string): SQL {
  return lte(completions.expiresOn, day);
}
