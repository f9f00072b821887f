import { and, eq, exists, inArray, or, type SQL, sql } from "drizzle-orm";
import { reviewMentions, reviews, services, teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { hasRole, personOf } from "./actor.ts";

const EVERYTHING = sql`true`;
const NOTHING = sql`false`;

/** The rows of `reviews` this actor may know of, as a condition. All else is not found. */
export function visibleReviews({ actor, db }: Context): SQL {
  if (hasRole(actor, "security_engineer", "program_manager", "auditor")) return EVERYTHING;
  const person = personOf(actor);
  if (!person) return NOTHING;
  const me = person.personId;
  const mentioned = db
    .select({ one: sql`1` })
    .from(reviewMentions)
    .where(and(eq(reviewMentions.reviewId, reviews.id), eq(reviewMentions.personId, me)));
  return (
    or(
      eq(reviews.requesterId, me),
      eq(reviews.guardianId, me),
      eq(reviews.riskOwnerId, me),
      exists(mentioned),
      person.teamIds.length > 0 ? inArray(reviews.teamId, [...person.teamIds]) : undefined,
      person.organisationIds.length > 0 ? inArray(reviews.teamId, teamsBelow(db, person.organisationIds)) : undefined,
      person.fastPath
        ? and(eq(reviews.state, "submitted"), eq(reviews.tier, "low"), sql`${reviews.openElsewhereAt} is null`)
        : undefined,
    ) ?? NOTHING
  );
}

/** The rows of `services` whose evidence this actor may know of: their own teams' and those below a leader. */
export function visibleServices({ actor, db }: Context): SQL {
  if (hasRole(actor, "security_engineer", "program_manager", "auditor")) return EVERYTHING;
  const person = personOf(actor);
  if (!person) return NOTHING;
  const reviewed = db
    .select({ id: reviews.serviceId })
    .from(reviews)
    .where(or(eq(reviews.guardianId, person.personId), eq(reviews.requesterId, person.personId)));
  return (
    or(
      inArray(services.id, reviewed),
      person.teamIds.length > 0 ? inArray(services.teamId, [...person.teamIds]) : undefined,
      person.organisationIds.length > 0 ? inArray(services.teamId, teamsBelow(db, person.organisationIds)) : undefined,
    ) ?? NOTHING
  );
}

function teamsBelow(db: Context["db"], organisationIds: readonly number[]) {
  return db
    .select({ id: teams.id })
    .from(teams)
    .where(inArray(teams.organisationId, [...organisationIds]));
}
