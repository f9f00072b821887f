import { and, eq, getTableColumns } from "drizzle-orm";
import { ofQuarter, readableProgramReview } from "#db/conditions/program-reviews.ts";
import { programReviewDecisions, programReviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";

type Locked = typeof programReviewDecisions.$inferSelect;

/** A decision in a quarter's program review, locked until the transaction ends. NotFound for one out of sight. */
export async function lockDecision(ctx: Context, quarter: string, id: number): Promise<Locked> {
  const [decision] = await ctx.db
    .select(getTableColumns(programReviewDecisions))
    .from(programReviewDecisions)
    .innerJoin(programReviews, eq(programReviews.id, programReviewDecisions.programReviewId))
    .where(and(eq(programReviewDecisions.id, id), ofQuarter(quarter), readableProgramReview(ctx)))
    .for("update", { of: programReviewDecisions });
  if (!decision) throw new NotFound("The decision");
  return decision;
}
