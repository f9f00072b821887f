import { type AnyColumn, and, eq, exists, inArray, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { keepsReviews } from "#db/conditions/guardians.ts";
import { openHere } from "#db/conditions/reviews.ts";
import {
  findings,
  guardianships,
  reviewConditions,
  reviewMentions,
  reviews,
  services,
  teams,
} from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { personOf } from "./actor.ts";
import { seesEverything } from "./policy.ts";

const EVERYTHING = sql`true`;
const NOTHING = sql`false`;

/**
 * The rows of `reviews` this actor may know of, as a condition. All else is not found. An index leads to each of its parts, so
 * that the many that others work on are not gone through.
 */
export function visibleReviews(ctx: Context): SQL {
  return or(...reviewsInReach(ctx)) ?? NOTHING;
}

/**
 * The ids of the rows that `visibleReviews` holds, each once. What an index says of them is enough, where the condition has every
 * row read: of thousands that takes four times as long.
 */
export function visibleReviewIds(ctx: Context): SQL {
  const parts = reviewsInReach(ctx).map((part) => ctx.db.select({ id: reviews.id }).from(reviews).where(part));
  return sql.join(
    parts.map((part) => sql`${part}`),
    sql` union `,
  );
}

/** Why an actor may know of reviews: each a condition of its own. */
function reviewsInReach({ actor, db }: Context): SQL[] {
  if (seesEverything(actor)) return [EVERYTHING];
  const person = personOf(actor);
  if (!person) return [NOTHING];
  const me = person.personId;
  const mentioned = db
    .select({ id: reviewMentions.reviewId })
    .from(reviewMentions)
    .where(eq(reviewMentions.personId, me));
  const guarding = db
    .select({ one: sql`1` })
    .from(guardianships)
    .where(and(eq(guardianships.personId, me), keepsReviews()));
  // Whoever is to mend or to keep something has to know what.
  const findingOf = db.select({ id: findings.reviewId }).from(findings).where(eq(findings.ownerId, me));
  const promised = db
    .select({ id: reviewConditions.reviewId })
    .from(reviewConditions)
    .where(eq(reviewConditions.ownerId, me));
  const parts = [
    eq(reviews.requesterId, me),
    and(eq(reviews.guardianId, me), exists(guarding)),
    eq(reviews.riskOwnerId, me),
    amongFound(reviews.id, mentioned),
    amongFound(reviews.id, findingOf),
    amongFound(reviews.id, promised),
    person.teamIds.length > 0 ? inArray(reviews.teamId, [...person.teamIds]) : undefined,
    person.organisationIds.length > 0 ? amongFound(reviews.teamId, teamsBelow(db, person.organisationIds)) : undefined,
    person.fastPath ? and(openHere(), eq(reviews.state, "submitted"), eq(reviews.tier, "low")) : undefined,
  ];
  return parts.filter((part) => part !== undefined);
}

/** The rows of `services` whose evidence this actor may know of: their own teams' and those below a leader. */
export function visibleServices(ctx: Context): SQL {
  return ofTeamInReach(ctx, services.teamId);
}

/** Whether the team of this column is one of which the actor may know everything: their own, and those below a leader. */
export function ofTeamInReach({ actor, db }: Context, teamId: AnyColumn): SQL {
  if (seesEverything(actor)) return EVERYTHING;
  const person = personOf(actor);
  if (!person) return NOTHING;
  return (
    or(
      person.teamIds.length > 0 ? inArray(teamId, [...person.teamIds]) : undefined,
      person.organisationIds.length > 0 ? inArray(teamId, teamsBelow(db, person.organisationIds)) : undefined,
    ) ?? NOTHING
  );
}

/** Found once and then looked up by index, where a subquery in an alternative would be tried with each row. */
function amongFound(column: AnyColumn, ids: SQLWrapper): SQL {
  return sql`${column} = any(array(${ids}))`;
}

function teamsBelow(db: Context["db"], organisationIds: readonly number[]) {
  return db
    .select({ id: teams.id })
    .from(teams)
    .where(inArray(teams.organisationId, [...organisationIds]));
}
