import { and, eq } from "drizzle-orm";
import { LATEST_RUN_FIRST } from "#db/conditions/policies.ts";
import { checkRuns } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import { enqueue } from "#lib/jobs/queue.ts";
import { runJob } from "#lib/policies/runs/run-job.ts";

type Revision = { reviewId: number; revision: number };

/** Whether the latest run of a revision exceeded its limits and waits for someone to retry it. Scoped by the caller. */
export async function wasTooMuch(ctx: Context, revision: Revision): Promise<boolean> {
  return (await latestRun(ctx, revision))?.tooMuchAt != null;
}

/**
 * Queues the latest run of a revision again if it exceeded its limits. Call it in the requesting verb's transaction,
 * after its gate.
 */
export async function askAgain(ctx: Context, { reviewId, revision }: Revision): Promise<void> {
  const run = await latestRun(ctx, { reviewId, revision });
  if (!run?.tooMuchAt) return;
  const asNew = { verdict: null, error: null, startedAt: null, finishedAt: null, tooMuchAt: null };
  await ctx.db
    .update(checkRuns)
    .set({ ...asNew, state: "queued", queuedAt: ctx.now })
    .where(eq(checkRuns.id, run.id));
  const data = { runId: run.id, revision };
  await record(ctx, { type: "policy-run.queued", subject: { kind: "review", id: reviewId }, data });
  await enqueue(ctx, runJob(run, personOf(ctx.actor)?.personId ?? null));
}

async function latestRun(ctx: Context, { reviewId, revision }: Revision) {
  const [run] = await ctx.db
    .select({ id: checkRuns.id, analyzer: checkRuns.analyzer, tooMuchAt: checkRuns.tooMuchAt })
    .from(checkRuns)
    .where(and(eq(checkRuns.reviewId, reviewId), eq(checkRuns.revision, revision)))
    .orderBy(...LATEST_RUN_FIRST)
    .limit(1);
  return run ?? null;
}
