import { and, type Column, eq, exists, gt, inArray, isNotNull, isNull, lte, not, or, type SQL, sql } from "drizzle-orm";
import { isImported, openElsewhere, openHere } from "#db/conditions/reviews.ts";
import { events, reviewDecisions, reviews } from "#db/schema/index.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { untilRecorded } from "#lib/events/until-recorded.ts";
import { firstSubmitOf } from "#lib/reviews/drafts/first-submit.ts";
import { isReopening } from "#lib/reviews/lifecycle/opened-at.ts";
import { CAPACITY_WEEKS, type Capacity, capacityOf } from "#lib/reviews/rules/capacity.ts";

const WEEK_MS = 7 * 86_400_000;

const kept = untilRecorded<Capacity>(1);

/** As `reviewCapacity`, for those who see every review; answered from memory while nothing new is recorded. */
export function wholeCapacity(ctx: Context): Promise<Capacity> {
  return kept(ctx, "all", () => reviewCapacity(ctx));
}

/**
 * The inflow and outflow of the reviews this reader may see: first submitted, and first decided or cancelled earlier,
 * in the last four weeks. Follow-ups of rejected reviews and reopened ones count again, in and out. Past reviews from a
 * file were not this program's work, until they are reopened.
 */
export async function reviewCapacity(ctx: Context): Promise<Capacity> {
  const since = new Date(ctx.now.getTime() - CAPACITY_WEEKS * WEEK_MS);
  const recent = (at: Column) => and(gt(at, since), lte(at, ctx.now));
  const within = (at: Column) => and(recent(at), not(isImported()));
  const again = sql`${firstSubmitOf()} between ${since.toISOString()}::timestamptz and ${ctx.now.toISOString()}::timestamptz`;
  const follows = isNotNull(reviews.previousReviewId);
  const openAgain = gt(reviews.cycle, 1);
  const cancelled = and(
    recent(reviews.endedAt),
    eq(reviews.state, "cancelled"),
    isNotNull(reviews.firstSubmittedAt),
    or(openAgain, and(isNull(reviews.firstDecidedAt), not(isImported()))),
  );
  const before = ctx.db
    .select({ one: sql`1` })
    .from(reviews)
    .where(and(lte(reviews.firstSubmittedAt, since), not(isImported()), visibleReviews(ctx)));
  const count = (condition: SQL | undefined) => ctx.db.$count(reviews, and(condition, visibleReviews(ctx)));
  const visible = ctx.db.select({ id: reviews.id }).from(reviews).where(visibleReviews(ctx));
  const reopened = and(isReopening(), recent(events.at), inArray(events.subjectId, visible));
  const { cycle, decidedAt, reviewId } = reviewDecisions;
  const decidedAgain = and(gt(cycle, 1), recent(decidedAt), inArray(reviewId, visible));
  const [found] = await ctx.db
    .select({
      open: count(openHere()),
      elsewhere: count(openElsewhere()),
      came: count(and(not(follows), within(reviews.firstSubmittedAt))),
      cameAgain: count(and(follows, again)),
      reopened: ctx.db.$count(events, reopened),
      decided: count(within(reviews.firstDecidedAt)),
      decidedAgain: ctx.db.$count(reviewDecisions, decidedAgain),
      dropped: count(cancelled),
      old: sql<boolean>`${exists(before)}`,
    })
    .from(sql`(select 1) as one`);
  if (!found) throw new Error("A select from one row must return one row");
  const { open, elsewhere, came, cameAgain, decided, dropped, old } = found;
  const went = decided + found.decidedAgain + dropped;
  return capacityOf({ open, elsewhere, came: came + cameAgain + found.reopened, went, old });
}
