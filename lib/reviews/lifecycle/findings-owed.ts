import { eq, sql } from "drizzle-orm";
import { unansweredFinding, unsettledFinding } from "#db/conditions/findings.ts";
import { findings } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { ReviewRow } from "#lib/reviews/change.ts";
import { hasNewRevision } from "#lib/reviews/evidence/has-new-revision.ts";

/**
 * How many findings block the next move: unanswered ones block answering a request for changes, unless new evidence
 * does; unresolved ones block closing the review.
 */
export async function findingsOwed(
  ctx: Context,
  { id, state }: ReviewRow,
): Promise<{ unanswered: number; unsettled: number }> {
  const [counted] = await ctx.db
    .select({
      unanswered: sql<number>`count(*) filter (where ${unansweredFinding()})::int`,
      unsettled: sql<number>`count(*) filter (where ${unsettledFinding(ctx.day)})::int`,
    })
    .from(findings)
    .where(eq(findings.reviewId, id));
  const { unanswered = 0, unsettled = 0 } = counted ?? {};
  const waits = state === "changes_requested" && unanswered > 0 && !(await hasNewRevision(ctx, id));
  return { unanswered: waits ? unanswered : 0, unsettled };
}
