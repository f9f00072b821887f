import { and, asc, eq, lt, or, sql } from "drizzle-orm";
import { isLeaver } from "#db/conditions/people.ts";
import { openFollowUp, readableProgramReview } from "#db/conditions/program-reviews.ts";
import { programReviewDecisions, programReviews } from "#db/schema/index.ts";
import { hasRole, type PersonActor } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";

/** Enough for a morning. */
const MOST = 50;

/**
 * This person's follow-ups, earliest due first. Program managers also get every overdue one and those nobody is left to
 * do.
 */
export async function followUpsFor(ctx: Context & { actor: PersonActor }) {
  const { id, text, ownerId, dueOn } = programReviewDecisions;
  const left = isLeaver(ownerId);
  const raised = hasRole(ctx.actor, "program_manager") ? or(lt(dueOn, ctx.day), left) : undefined;
  return ctx.db
    .select({ id, text, ownerId, dueOn, quarter: programReviews.quarter, left: sql<boolean>`(${left}) is true` })
    .from(programReviewDecisions)
    .innerJoin(programReviews, eq(programReviews.id, programReviewDecisions.programReviewId))
    .where(and(openFollowUp(), readableProgramReview(ctx), or(eq(ownerId, ctx.actor.personId), raised)))
    .orderBy(asc(dueOn), asc(id))
    .limit(MOST);
}
