import { and, eq, inArray, isNull, notExists, notInArray, or, type SQL, sql } from "drizzle-orm";
import { contains } from "#db/contains.ts";
import { reviewEndorsements, reviews } from "#db/schema/index.ts";
import { hasRole, type PersonActor, personOf } from "#lib/auth/actor.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { reviewId } from "#lib/paths.ts";
import { decidedReview, endorsementCounts, openHere, openReview } from "./conditions.ts";
import type { ReviewFilter, ReviewSort, ReviewTab } from "./rules/filter.ts";

const TABS: Record<ReviewTab, (ctx: Context) => SQL | undefined> = {
  ready: mineToDecide,
  mine: (ctx) => or(myTurn(ctx), endorsementAsked(ctx)),
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
    filter.person ? takenPartInBy(filter.person) : undefined,
    filter.q ? textCondition(filter.q) : undefined,
  );
}

/** The next move is this actor's: to review, to take from the queue, to answer, or to finish a draft. `moveOf` says which. */
export function myTurn({ actor }: Context): SQL | undefined {
  const person = personOf(actor);
  if (!person) return sql`false`;
  const me = person.personId;
  return or(
    and(eq(reviews.reviewerId, me), eq(reviews.state, "in_review")),
    and(eq(reviews.requesterId, me), inArray(reviews.state, ["draft", "changes_requested"])),
    and(eq(reviews.guardianId, me), eq(reviews.state, "changes_requested")),
    and(eq(reviews.state, "submitted"), isNull(reviews.reviewerId), openHere(), isSecond(person)),
  );
}

/** Reviews of the high tier that another engineer decides on, and that wait for a second one. */
export function endorsementAsked({ actor, db }: Context): SQL | undefined {
  const person = personOf(actor);
  if (!person) return sql`false`;
  const endorsed = db.select({ one: sql`1` }).from(reviewEndorsements).where(endorsementCounts());
  return and(
    eq(reviews.state, "in_review"),
    eq(reviews.tier, "high"),
    openHere(),
    sql`${reviews.reviewerId} is distinct from ${person.personId}`,
    isSecond(person),
    notExists(endorsed),
  );
}

/** An engineer who did not ask for the review, nor does their team. */
function isSecond(person: PersonActor): SQL | undefined {
  if (!hasRole(person, "security_engineer")) return sql`false`;
  const { personId, teamIds } = person;
  return and(
    sql`${reviews.requesterId} is distinct from ${personId}`,
    teamIds.length > 0 ? or(isNull(reviews.teamId), notInArray(reviews.teamId, [...teamIds])) : undefined,
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

/** An index each: a person's reviews are found without a look at the others. */
function takenPartInBy(person: number): SQL | undefined {
  return or(eq(reviews.requesterId, person), eq(reviews.guardianId, person), eq(reviews.reviewerId, person));
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

/** When a review is due follows from a calendar, and is no column: `listReviews` orders by it what was first submitted first. */
export function orderOf(sort: ReviewSort): SQL[] {
  switch (sort) {
    case "age":
      return [sql`${reviews.firstSubmittedAt} desc nulls last`, sql`${reviews.id} desc`];
    case "-age":
    case "due":
      return [sql`${reviews.firstSubmittedAt} asc nulls last`, sql`${reviews.id}`];
    case "launch":
      return [sql`${reviews.requestedLaunchOn} asc nulls last`, sql`${reviews.id}`];
    default:
      return [sql`${reviews.updatedAt} desc`, sql`${reviews.id} desc`];
  }
}
