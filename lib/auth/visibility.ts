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
 * A condition for the rows of `reviews` this actor may see; others count as not found. Each part has an index, so other
 * people's many reviews are not scanned.
 */
export function visibleReviews(ctx: Context): SQL {
  return or(...reviewsInReach(ctx)) ?? NOTHING;
}

/**
 * The distinct ids selected by `visibleReviews`. Index-only reads suffice, while the condition reads every row: four
 * times as long with thousands.
 */
export function visibleReviewIds(ctx: Context): SQL {
  const parts = reviewsInReach(ctx).map((part) => ctx.db.select({ id: reviews.id }).from(reviews).where(part));
  return sql.join(
    parts.map((part) => sql`${part}`),
    sql` union `,
  );
}

/** The reasons an actor may see reviews, one condition each. */
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
  // People who must fix or fulfil something need to see it.
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

/** Rows of `services` whose evidence this actor may see: their own teams' and those below a leader. */
export function visibleServices(ctx: Context): SQL {
  return ofTeamInReach(ctx, services.teamId);
}

/** Whether the team in this column is fully visible to the actor: their own, or below a leader. */
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

/** Evaluated once and then looked up by index; a subquery within an OR would run for each row. */
function amongFound(column: AnyColumn, ids: SQLWrapper): SQL {
  return sql`${column} = any(array(${ids}))`;
}

function teamsBelow(db: Context["db"], organisationIds: readonly number[]) {
  return db
    .select({ id: teams.id })
    .from(teams)
    .where(inArray(teams.organisationId, [...organisationIds]));
}
