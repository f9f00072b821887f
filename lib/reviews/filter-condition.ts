import { and, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { contains } from "#db/contains.ts";
import { reviews } from "#db/schema/index.ts";
import { hasRole, personOf } from "#lib/auth/actor.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { reviewId } from "#lib/paths.ts";
import { decidedReview, openHere, openReview } from "./conditions.ts";
import type { ReviewFilter, ReviewSort, ReviewTab } from "./rules/filter.ts";

const TABS: Record<ReviewTab, (ctx: Context) => SQL | undefined> = {
  ready: mineToDecide,
  mine: myTurn,
  team: ofMyTeams,
  all: () => undefined,
};

/**
 * The condition of a filter, within what this actor may see. Gates are no columns: under `ready` it holds all that this
 * actor reviews now, and `heldBy` leaves those whose gates are met.
 */
export function filterCondition(ctx: Context, filter: ReviewFilter): SQL | undefined {
  return and(
    visibleReviews(ctx),
    TABS[filter.tab](ctx),
    stateCondition(filter.state),
    filter.tier ? eq(reviews.tier, filter.tier) : undefined,
    filter.type ? eq(reviews.type, filter.type) : undefined,
    filter.team ? eq(reviews.teamId, filter.team) : undefined,
    filter.service ? eq(reviews.serviceId, filter.service) : undefined,
    filter.guardian ? eq(reviews.guardianId, filter.guardian) : undefined,
    filter.reviewer ? eq(reviews.reviewerId, filter.reviewer) : undefined,
    filter.q ? textCondition(filter.q) : undefined,
  );
}

/** The next move is this actor's: to review, to take from the queue, to answer, or to finish a draft. */
export function myTurn({ actor }: Context): SQL | undefined {
  const person = personOf(actor);
  if (!person) return sql`false`;
  const me = person.personId;
  const queue = hasRole(actor, "security_engineer")
    ? and(eq(reviews.state, "submitted"), isNull(reviews.reviewerId), openHere())
    : undefined;
  return or(
    and(eq(reviews.reviewerId, me), eq(reviews.state, "in_review")),
    and(eq(reviews.requesterId, me), inArray(reviews.state, ["draft", "changes_requested"])),
    and(eq(reviews.guardianId, me), eq(reviews.state, "changes_requested")),
    queue,
  );
}

function mineToDecide({ actor }: Context): SQL | undefined {
  const me = personOf(actor)?.personId;
  return me === undefined ? sql`false` : and(eq(reviews.reviewerId, me), eq(reviews.state, "in_review"));
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

function textCondition(text: string): SQL | undefined {
  const id = reviewId(text.toUpperCase());
  return id === null ? contains(reviews.title, text) : eq(reviews.id, id);
}

export function orderOf(sort: ReviewSort): SQL[] {
  switch (sort) {
    case "age":
      return [sql`${reviews.firstSubmittedAt} desc nulls last`, sql`${reviews.id} desc`];
    case "-age":
      return [sql`${reviews.firstSubmittedAt} asc nulls last`, sql`${reviews.id}`];
    case "launch":
      return [sql`${reviews.requestedLaunchOn} asc nulls last`, sql`${reviews.id}`];
    default:
      return [sql`${reviews.updatedAt} desc`, sql`${reviews.id} desc`];
  }
}
