import { and, eq, gt, lte, sql } from "drizzle-orm";
import { hasTurn } from "#db/conditions/reviews.ts";
import { reviewFacts, reviewStates, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { moment, submittedIn } from "./cohort.ts";
import { factsOf } from "./facts/facts-of.ts";
import type { BesideLeadTime } from "./output.ts";
import { type Asked, knownAt } from "./read-query.ts";
import { quantile } from "./rules/quantile.ts";
import { quarterBounds } from "./rules/quarter.ts";

/**
 * Figures that put a short lead time in context, for reviews first submitted in the quarter: time as drafts, and how
 * they were decided. Seconds. Past reviews from a file have neither drafts nor rounds and are excluded.
 */
export async function besideLeadTime(ctx: Context, asked: Asked): Promise<BesideLeadTime> {
  const { start, end } = quarterBounds(asked.quarter, asked.timeZone);
  const windows = { edges: [start, end], asOf: knownAt(ctx, asked) };
  const { asked: changes, firstDecidedAt, firstOutcome, imported, ownSubmittedAt, reviewId } = reviewFacts;
  const decided = sql`${firstDecidedAt} <= ${moment(windows.asOf)}`;
  const again = ctx.db
    .select({ one: sql`1` })
    .from(reviewStates)
    .where(
      and(
        eq(reviewStates.reviewId, reviewId),
        hasTurn("reviewer"),
        gt(reviewStates.fromAt, firstDecidedAt),
        lte(reviewStates.fromAt, windows.asOf),
      ),
    );
  const [found] = await ctx.db
    .select({
      drafts: sql<number[]>`coalesce(json_agg(date_part('epoch', ${ownSubmittedAt} - ${reviews.createdAt})), '[]')`,
      decided: sql<number>`(count(*) filter (where ${decided}))::int`,
      conditional: sql<number>`(count(*) filter (where ${decided} and ${firstOutcome} = 'approved_with_conditions'))::int`,
      reopened: sql<number>`(count(*) filter (where ${decided} and exists ${again}))::int`,
      rounds: sql<number>`coalesce(sum(${changes} + 1) filter (where ${decided}), 0)::int`,
    })
    .from(await factsOf(ctx)(windows))
    .innerJoin(reviews, eq(reviews.id, reviewId))
    .where(and(submittedIn(asked.scope, windows, reviewFacts), eq(imported, false)));
  const { drafts = [], rounds = 0, decided: n = 0, conditional = 0, reopened = 0 } = found ?? {};
  const draft = quantile(drafts, 0.5);
  return { n: drafts.length, draft, decided: n, conditional, reopened, rounds: n === 0 ? null : rounds / n };
}
