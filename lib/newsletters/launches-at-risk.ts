import { and, asc, between, eq, gte, lt, or, sql } from "drizzle-orm";
import { breakGlassLaunches, reviewFacts, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { factsOf } from "#lib/metrics/facts/facts-of.ts";
import { releaseOf } from "#lib/metrics/figures/release.ts";
import { inScope } from "#lib/metrics/scope.ts";
import { dayIn, lastBefore } from "#lib/zoned-time.ts";
import type { About } from "./about.ts";
import { ALL, MOST, worstOf } from "./worst-of.ts";

/** Launches requested in the quarter that the review delayed, as M20 judges. */
export async function madeLateByReview(ctx: Context, about: About) {
  const { scope, start, end, timeZone } = about;
  const windows = { edges: [start, end], asOf: ctx.now };
  const rows = await ctx.db
    .select({
      reviewId: reviews.id,
      title: reviews.title,
      requestedOn: sql<string>`${reviews.requestedLaunchOn}`,
      decidedAt: reviews.firstDecidedAt,
      all: ALL,
    })
    .from(await factsOf(ctx)(windows))
    .innerJoin(reviews, eq(reviews.id, reviewFacts.reviewId))
    .where(
      and(
        inScope(scope, reviewFacts.teamId),
        between(reviews.requestedLaunchOn, ...daysOf(about)),
        eq(reviewFacts.imported, false),
        releaseOf(windows, timeZone).madeLate,
      ),
    )
    .orderBy(asc(reviews.requestedLaunchOn), asc(reviews.id))
    .limit(MOST);
  const { named, more } = worstOf(rows);
  const decidedOn = (at: Date | null) => at && dayIn(at, timeZone);
  return { named: named.map(({ decidedAt, ...row }) => ({ ...row, decidedOn: decidedOn(decidedAt) })), more };
}

/**
 * The quarter's launches past their gates, with the reasons. Includes launches of earlier days recorded in it, because
 * the letter of their own quarter may already have been written.
 */
export async function launchesPastGates(ctx: Context, about: About) {
  const { at, id, launchedOn, past, reviewId } = breakGlassLaunches;
  const [first, last] = daysOf(about);
  const recorded = and(lt(launchedOn, first), gte(at, about.start), lt(at, about.end));
  const rows = await ctx.db
    .select({ reviewId, title: reviews.title, launchedOn, past, all: ALL })
    .from(breakGlassLaunches)
    .innerJoin(reviews, eq(reviews.id, reviewId))
    .where(and(inScope(about.scope, reviews.teamId), or(between(launchedOn, first, last), recorded)))
    .orderBy(asc(launchedOn), asc(id))
    .limit(MOST);
  return worstOf(rows);
}

/** The first and the last day of the quarter. */
function daysOf({ start, end, timeZone }: About): [string, string] {
  return [dayIn(start, timeZone), dayIn(lastBefore(end), timeZone)];
}
