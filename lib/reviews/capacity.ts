import { and, type Column, eq, exists, gt, isNotNull, isNull, lte, not, type SQL, sql } from "drizzle-orm";
import { reviews } from "#db/schema/index.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { untilRecorded } from "#lib/events/until-recorded.ts";
import { isImported, openElsewhere, openHere } from "./conditions.ts";
import { ownSubmit } from "./own-submit.ts";
import { CAPACITY_WEEKS, type Capacity, capacityOf } from "./rules/capacity.ts";

const WEEK_MS = 7 * 86_400_000;

const kept = untilRecorded<Capacity>(1);

/** As `reviewCapacity`, for those who see every review: answered from memory while nothing was recorded since. */
export function wholeCapacity(ctx: Context): Promise<Capacity> {
  return kept(ctx, "all", () => reviewCapacity(ctx));
}

/**
 * How the reviews that this reader may see come in and go out: those first submitted, and those first decided, or cancelled before
 * that, within the last four weeks. One that follows a rejected review comes in anew, as it goes out anew. Past reviews from a
 * file were not this program's work.
 */
export async function reviewCapacity(ctx: Context): Promise<Capacity> {
  const since = new Date(ctx.now.getTime() - CAPACITY_WEEKS * WEEK_MS);
  const within = (at: Column) => and(gt(at, since), lte(at, ctx.now), not(isImported()));
  const again = sql`${ownSubmit()} between ${since.toISOString()}::timestamptz and ${ctx.now.toISOString()}::timestamptz`;
  const follows = isNotNull(reviews.previousReviewId);
  const cancelled = and(
    within(reviews.endedAt),
    eq(reviews.state, "cancelled"),
    isNotNull(reviews.firstSubmittedAt),
    isNull(reviews.firstDecidedAt),
  );
  const before = ctx.db
    .select({ one: sql`1` })
    .from(reviews)
    .where(and(lte(reviews.firstSubmittedAt, since), not(isImported()), visibleReviews(ctx)));
  const count = (condition: SQL | undefined) => ctx.db.$count(reviews, and(condition, visibleReviews(ctx)));
  const [found] = await ctx.db
    .select({
      open: count(openHere()),
      elsewhere: count(openElsewhere()),
      came: count(and(not(follows), within(reviews.firstSubmittedAt))),
      cameAgain: count(and(follows, again)),
      decided: count(within(reviews.firstDecidedAt)),
      dropped: count(cancelled),
      old: sql<boolean>`${exists(before)}`,
    })
    .from(sql`(select 1) as one`);
  const { open = 0, elsewhere = 0, came = 0, cameAgain = 0, decided = 0, dropped = 0, old = false } = found ?? {};
  return capacityOf({ open, elsewhere, came: came + cameAgain, went: decided + dropped, old });
}
