import { desc, eq } from "drizzle-orm";
import { reviewDecisions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";

/** How this review was last decided; null before, and of one that was decided in another tracker. */
export async function lastOutcome(ctx: Context, reviewId: number): Promise<string | null> {
  const [last] = await ctx.db
    .select({ outcome: reviewDecisions.outcome })
    .from(reviewDecisions)
    .where(eq(reviewDecisions.reviewId, reviewId))
    .orderBy(desc(reviewDecisions.id))
    .limit(1);
  return last?.outcome ?? null;
}
