import { and, eq, inArray, isNull, not, or, type SQL, sql } from "drizzle-orm";
import {
  askedByGuardian,
  decidedReview,
  ofEndorsedTier,
  openHere,
  openReview,
  takenPartInBy,
} from "#db/conditions/reviews.ts";
import { idIn } from "#db/id-in.ts";
import { reviews } from "#db/schema/index.ts";
import { hasRole, personOf } from "#lib/auth/actor.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { endorsedAmong } from "#lib/reviews/decisions/endorsed-among.ts";
import { independentOf, type Waiting } from "#lib/reviews/involvement/independent-of.ts";
import type { ReviewFilter, ReviewSort, ReviewTab } from "#lib/reviews/rules/filter.ts";
import { REVIEWING_ROLES } from "#lib/reviews/rules/parts.ts";
import { matchesReview } from "./matches-review.ts";

const TABS: Record<ReviewTab, (ctx: Context) => SQL | undefined | Promise<SQL | undefined>> = {
  ready: mineToDecide,
  mine: myTurn,
  team: ofMyTeams,
  all: () => undefined,
};

/**
 * The condition of a filter, limited to what this actor may see. Gates are not columns: under `ready` it matches
 * everything this actor reviews now, and `heldBy` keeps only what they can decide.
 */
export async function filterCondition(ctx: Context, filter: ReviewFilter): Promise<SQL | undefined> {
  return and(
    visibleReviews(ctx),
    await TABS[filter.tab](ctx),
    stateCondition(filter.state),
    filter.tier ? eq(reviews.tier, filter.tier) : undefined,
    filter.type ? eq(reviews.type, filter.type) : undefined,
    filter.team ? eq(reviews.teamId, filter.team) : undefined,
    filter.service ? eq(reviews.serviceId, filter.service) : undefined,
    filter.guardian ? eq(reviews.guardianId, filter.guardian) : undefined,
    filter.reviewer ? eq(reviews.reviewerId, filter.reviewer) : undefined,
    filter.person ? takenPartInBy(filter.person) : undefined,
    filter.q ? matchesReview(filter.q) : undefined,
  );
}

/**
 * The next move is this actor's: to review or pass on, to claim from the queue, to endorse, to answer, or to finish a
 * draft. `moveOf` says which.
 */
export async function myTurn(ctx: Context): Promise<SQL | undefined> {
  return or(ownMove(ctx), await toAnEngineer(ctx));
}

/** The next move is this actor's because of their role in the review. */
function ownMove(ctx: Context): SQL | undefined {
  const person = personOf(ctx.actor);
  if (!person) return sql`false`;
  const requested = eq(reviews.requesterId, person.personId);
  return or(
    mineToDecide(ctx),
    and(requested, eq(reviews.state, "draft")),
    and(
      or(requested, person.guardian ? and(eq(reviews.guardianId, person.personId), not(askedByGuardian())) : undefined),
      eq(reviews.state, "changes_requested"),
      openHere(),
    ),
  );
}

/** Unclaimed reviews in the queue. */
export function queued(): Waiting {
  return { verb: "claim", held: and(eq(reviews.state, "submitted"), isNull(reviews.reviewerId), openHere()) };
}

/** Reviews another engineer decides on that require a second engineer and have none yet. */
async function highTier(ctx: Context): Promise<Waiting> {
  const waiting = and(eq(reviews.state, "in_review"), ofEndorsedTier(), openHere());
  const endorsed = await endorsedAmong(ctx, waiting);
  return { verb: "endorse", held: and(waiting, not(idIn(reviews.id, endorsed))) };
}

/** The reviews waiting for an engineer for which this actor is independent enough. */
async function toAnEngineer(ctx: Context): Promise<SQL | undefined> {
  const person = personOf(ctx.actor);
  if (!person || !hasRole(person, "security_engineer")) return sql`false`;
  return independentOf(ctx, person.personId, [queued(), await highTier(ctx)]);
}

function mineToDecide({ actor }: Context): SQL | undefined {
  const person = personOf(actor);
  if (!person || !hasRole(person, ...REVIEWING_ROLES)) return sql`false`;
  return and(eq(reviews.reviewerId, person.personId), eq(reviews.state, "in_review"), openHere());
}

function ofMyTeams({ actor }: Context): SQL | undefined {
  const teamIds = personOf(actor)?.teamIds ?? [];
  return teamIds.length > 0 ? inArray(reviews.teamId, [...teamIds]) : sql`false`;
}

function stateCondition(state: ReviewFilter["state"]): SQL | undefined {
  if (state === null) return undefined;
  if (state === "open") return openReview();
  if (state === "decided") return decidedReview();
  return eq(reviews.state, state);
}

/** A due time depends on a calendar and is not a column, so `listReviews` sorts the first submitted reviews by it. */
export function orderOf(sort: ReviewSort): SQL[] {
  switch (sort) {
    case "age":
      return [sql`${reviews.firstSubmittedAt} desc nulls last`, sql`${reviews.id} desc`];
    case "-age":
    case "due":
      return [sql`${reviews.firstSubmittedAt} asc nulls last`, sql`${reviews.id}`];
    case "launch":
      return [sql`coalesce(${reviews.launchedOn}, ${reviews.requestedLaunchOn}) asc nulls last`, sql`${reviews.id}`];
    default:
      return [sql`${reviews.updatedAt} desc`, sql`${reviews.id} desc`];
  }
}
