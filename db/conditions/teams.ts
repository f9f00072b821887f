import { and, eq, gt, gte, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { memberships, services, teams } from "#db/schema/index.ts";

/** Rows of `memberships` active on a day. The leaving day itself is excluded. */
export function memberOn(day: string | SQL): SQL | undefined {
  return and(lte(memberships.fromOn, day), notLeft(day));
}

/** Rows of `memberships` active on a day or later. */
export function notLeft(day: string | SQL): SQL | undefined {
  return or(isNull(memberships.toOn), gt(memberships.toOn, day));
}

/** Rows of `memberships` active on some day of a span, from its first day up to the day after its last. */
export function memberIn({ from, to }: { from: SQL; to: SQL }): SQL | undefined {
  return and(lt(memberships.fromOn, to), notLeft(from));
}

/** Rows of `memberships` active at any time from this day to today, including those ended on their first day. */
export function belongedSince(from: SQL, today: string): SQL | undefined {
  return memberIn({ from: sql`(${from} - 1)`, to: sql`(${today}::date + 1)` });
}

/** Rows of `teams` that need a guardian on a day: within their dates, last day included, if they have any. */
export function eligibleOn(day: string | SQL): SQL | undefined {
  return and(
    or(isNull(teams.eligibleFrom), lte(teams.eligibleFrom, day)),
    or(isNull(teams.eligibleTo), gte(teams.eligibleTo, day)),
  );
}

/** Rows of `services` in use: not retired. */
export function isInUse(): SQL {
  return isNull(services.retiredAt);
}

/** Like `isInUse`, at a moment. */
export function inUseAt(at: SQL): SQL | undefined {
  return and(lte(services.createdAt, at), or(isInUse(), gt(services.retiredAt, at)));
}

/** Rows of high-risk `services`, which need a guardian of their team. Uses today's tier. */
export function isHighRisk(): SQL {
  return eq(services.tier, "high");
}
