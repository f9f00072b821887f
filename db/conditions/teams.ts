import { and, eq, gt, gte, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { memberships, services, teams } from "#db/schema/index.ts";

/** The rows of `memberships` that hold on a day. The day someone leaves is no longer one of them. */
export function memberOn(day: string | SQL): SQL | undefined {
  return and(lte(memberships.fromOn, day), notLeft(day));
}

/** The rows of `memberships` that hold on a day or later. */
export function notLeft(day: string | SQL): SQL | undefined {
  return or(isNull(memberships.toOn), gt(memberships.toOn, day));
}

/** The rows of `memberships` that hold on some day of a span: from its first day to the one after its last. */
export function memberIn({ from, to }: { from: SQL; to: SQL }): SQL | undefined {
  return and(lt(memberships.fromOn, to), notLeft(from));
}

/** The rows of `memberships` that held at any time from this day to today, also those that ended on the day they began. */
export function belongedSince(from: SQL, today: string): SQL | undefined {
  return memberIn({ from: sql`(${from} - 1)`, to: sql`(${today}::date + 1)` });
}

/** The rows of `teams` that are to have a guardian on a day: within their dates, the last one included, where they have any. */
export function eligibleOn(day: string | SQL): SQL | undefined {
  return and(
    or(isNull(teams.eligibleFrom), lte(teams.eligibleFrom, day)),
    or(isNull(teams.eligibleTo), gte(teams.eligibleTo, day)),
  );
}

/** The rows of `services` that are in use: not retired. */
export function isInUse(): SQL {
  return isNull(services.retiredAt);
}

/** As `isInUse`, at a moment. */
export function inUseAt(at: SQL): SQL | undefined {
  return and(lte(services.createdAt, at), or(isInUse(), gt(services.retiredAt, at)));
}

/** The rows of `services` of high risk, which want a guardian of their team: it is their tier as it is today. */
export function isHighRisk(): SQL {
  return eq(services.tier, "high");
}
