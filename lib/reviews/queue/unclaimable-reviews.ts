import { and, eq, not, type SQL } from "drizzle-orm";
import { idIn } from "#db/id-in.ts";
import { reviews } from "#db/schema/index.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { engineersHere } from "#lib/reviews/involvement/engineers-here.ts";
import { independentOf } from "#lib/reviews/involvement/independent-of.ts";
import { queued } from "./filter-condition.ts";

/** The ids of queued reviews for which no current engineer is independent enough; someone else takes them. */
export function unclaimableReviews(ctx: Context): Promise<number[]> {
  return amongQueued(ctx, undefined);
}

/** As `unclaimableReviews`, for one review. */
export async function isUnclaimable(ctx: Context, reviewId: number): Promise<boolean> {
  return (await amongQueued(ctx, eq(reviews.id, reviewId))).length > 0;
}

async function amongQueued(ctx: Context, within: SQL | undefined): Promise<number[]> {
  const { verb, held } = queued();
  const waiting = and(visibleReviews(ctx), held, within);
  let left: number[] | null = null;
  // An engineer is usually tied to few reviews, and the next engineer to even fewer of these.
  for (const { id } of await engineersHere(ctx)) {
    const among: SQL | undefined = left === null ? waiting : and(waiting, idIn(reviews.id, left));
    const free = await independentOf(ctx, id, [{ verb, held: among }]);
    left = await idsOf(ctx, and(among, free && not(free)));
    if (left.length === 0) return left;
  }
  return left ?? (await idsOf(ctx, waiting));
}

async function idsOf({ db }: Context, where: SQL | undefined): Promise<number[]> {
  const rows = await db.select({ id: reviews.id }).from(reviews).where(where);
  return rows.map(({ id }) => id);
}
