import { and, eq, exists, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { activeAt } from "#db/conditions/guardians.ts";
import { guardianships, programReviewAttendances, programReviewDecisions, programReviews } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { parseQuarter } from "#lib/metrics/rules/quarter.ts";

/**
 * Rows of `program_reviews` this actor may see: all for program staff and leaders; others see those they attended or
 * must follow up.
 */
export function readableProgramReview({ actor, db }: Context): SQL {
  if (may(actor, "program-review.read-all", null).allowed) return sql`true`;
  const person = personOf(actor);
  if (!person) return sql`false`;
  const [attendance, decision] = [programReviewAttendances, programReviewDecisions];
  const attended = db
    .select({ one: sql`1` })
    .from(attendance)
    .where(and(eq(attendance.programReviewId, programReviews.id), eq(attendance.personId, person.personId)));
  const owns = db
    .select({ one: sql`1` })
    .from(decision)
    .where(and(eq(decision.programReviewId, programReviews.id), eq(decision.ownerId, person.personId)));
  return or(exists(attended), exists(owns)) ?? sql`false`;
}

/** The row of `program_reviews` for a quarter such as 2026-Q3; no row for invalid input. */
export function ofQuarter(quarter: string): SQL {
  return parseQuarter(quarter) === null ? sql`false` : eq(programReviews.quarter, quarter);
}

/** Rows of `program_review_decisions` with an open follow-up. */
export function openFollowUp(): SQL | undefined {
  return and(isNotNull(programReviewDecisions.ownerId), isNull(programReviewDecisions.settledAs));
}

/** Whether an attendee was an active guardian at the end of the review day. Requires a query that joins the review. */
export function attendedAsGuardian(timeZone: string): SQL<boolean> {
  const dayEnds = sql`((${programReviews.heldOn} + 1)::timestamp at time zone ${timeZone})`;
  return sql<boolean>`exists (select from ${guardianships}
    where ${guardianships.personId} = ${programReviewAttendances.personId} and ${activeAt(dayEnds)})`;
}
