import { and, asc, eq, isNotNull, isNull, ne, or } from "drizzle-orm";
import { checkRuns, reviews } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/queue.ts";
import { runJob } from "./run-job.ts";

/**
 * Queues every run again that was waiting, half done, given up, or has open questions. Runs that exceeded their limits
 * are skipped, because they would again. A run that already has a job is still done only once.
 */
export async function requeueRuns(ctx: Context): Promise<number> {
  ensure(may(ctx.actor, "policy-run.execute", null));
  return transaction(ctx, async (ctx) => {
    const waiting = await ctx.db
      .select({ id: checkRuns.id, analyzer: checkRuns.analyzer, requesterId: reviews.requesterId })
      .from(checkRuns)
      .innerJoin(reviews, eq(reviews.id, checkRuns.reviewId))
      .where(and(isNull(checkRuns.tooMuchAt), or(ne(checkRuns.state, "finished"), isNotNull(checkRuns.error))))
      .orderBy(asc(checkRuns.id));
    for (const run of waiting) await enqueue(ctx, runJob(run, run.requesterId));
    return waiting.length;
  });
}
