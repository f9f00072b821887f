import { and, eq, getTableColumns, sql } from "drizzle-orm";
import { keeperIds, owedConditions } from "#db/conditions/reviews.ts";
import { reviewConditions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";

export type Condition = typeof reviewConditions.$inferSelect & { keeperIds: number[] };

/** A condition of a locked review, and why it is no longer required; null if it still is. */
export async function findCondition(
  ctx: Context,
  reviewId: number,
  conditionId: number,
): Promise<{ condition: Condition; over: string | null }> {
  const [found] = await ctx.db
    .select({
      condition: { ...getTableColumns(reviewConditions), keeperIds: keeperIds() },
      isOwed: sql<boolean>`(${owedConditions()})`,
    })
    .from(reviewConditions)
    .where(and(eq(reviewConditions.id, conditionId), eq(reviewConditions.reviewId, reviewId)));
  if (!found) throw new NotFound("The condition");
  const { condition, isOwed } = found;
  if (condition.verifiedAt) return { condition, over: "This condition is already verified." };
  const over = isOwed ? null : "This condition ended with the decision that set it.";
  return { condition, over };
}
