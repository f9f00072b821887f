import { and, type Column, eq, gt, isNotNull, isNull, lte, not, type SQL, sql } from "drizzle-orm";
import { reviews } from "#db/schema/index.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { isImported, openHere } from "./conditions.ts";
import { CAPACITY_WEEKS, type Capacity, capacityOf } from "./rules/capacity.ts";

const WEEK_MS = 7 * 86_400_000;

/**
 * How the reviews that this reader may see come in and go out: those first submitted, and those first decided, or cancelled before
 * that, within the last four weeks. Past reviews from a file were not this program's work.
 */
export async function reviewCapacity(ctx: Context): Promise<Capacity> {
  const since = new Date(ctx.now.getTime() - CAPACITY_WEEKS * WEEK_MS);
  const within = (at: Column) => and(gt(at, since), lte(at, ctx.now), not(isImported()));
  const cancelled = and(
    within(reviews.endedAt),
    eq(reviews.state, "cancelled"),
    isNotNull(reviews.firstSubmittedAt),
    isNull(reviews.firstDecidedAt),
  );
  const [open, came, decided, dropped] = await Promise.all(
    [openHere(), within(reviews.firstSubmittedAt), within(reviews.firstDecidedAt), cancelled].map((condition) =>
      countOf(ctx, condition),
    ),
  );
  return capacityOf({ open: open ?? 0, came: came ?? 0, went: (decided ?? 0) + (dropped ?? 0) });
}

async function countOf(ctx: Context, condition: SQL | undefined): Promise<number> {
  const [row] = await ctx.db
    .select({ n: sql<number>`count(*)::int` })
    .from(reviews)
    .where(and(condition, visibleReviews(ctx)));
  return row?.n ?? 0;
}
