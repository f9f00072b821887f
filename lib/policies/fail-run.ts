import { and, eq, inArray } from "drizzle-orm";
import { checkRuns } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";

/**
 * Gives a run up that could not be done: it blocks, and says why, until a worker starts anew or the review has a new
 * revision. Why is `cause`, or what it waited for last; what else broke is in the log.
 */
export async function failRun(ctx: Context, runId: number, cause?: string): Promise<void> {
  ensure(may(ctx.actor, "policy-run.execute", null));
  await transaction(ctx, async (ctx) => {
    const [waiting] = await ctx.db.select({ error: checkRuns.error }).from(checkRuns).where(eq(checkRuns.id, runId));
    const why = cause ?? waiting?.error;
    const log = why ? "" : `; its log has the cause under ${ctx.requestId}`;
    const error = `The checks could not be run. ${why ? `${why} ` : ""}They are tried again when the product restarts${log}.`;
    const [run] = await ctx.db
      .update(checkRuns)
      .set({ state: "error", verdict: "error", error, finishedAt: ctx.now })
      .where(and(eq(checkRuns.id, runId), inArray(checkRuns.state, ["queued", "running"])))
      .returning();
    if (!run) return;
    await record(ctx, {
      type: "policy-run.finished",
      subject: { kind: "review", id: run.reviewId },
      data: { runId, revision: run.revision, verdict: "error" },
    });
  });
}
