import { and, gt, isNull, lte, or, type SQL } from "drizzle-orm";
import { memberships } from "#db/schema/index.ts";

/** The rows of `memberships` that hold on a day. The day somebody leaves is no longer one of them. */
export function memberOn(day: string | SQL): SQL | undefined {
  return and(lte(memberships.fromOn, day), notLeft(day));
}

/** The rows of `memberships` that hold on a day or later. */
export function notLeft(day: string | SQL): SQL | undefined {
  return or(isNull(memberships.toOn), gt(memberships.toOn, day));
}
