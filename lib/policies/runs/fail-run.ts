import { and, eq } from "drizzle-orm";
import { waitingRun } from "#db/conditions/policies.ts";
import { checkRuns } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";

/** `tooMuch`: its documents exceeded the limits of a check, and would again. */
type Why = { cause?: string; tooMuch?: boolean };

/**
 * Gives up a run that could not be done. It blocks, with the reason, until a worker restarts, someone requests it, or
 * the review gets a new revision; one that exceeded its limits does not resume with a worker. The reason is `cause`, or
 * what it last waited for; other failures are in the log.
 */
export async function failRun(ctx: Context, runId: number, { cause, tooMuch = false }: Why = {}): Promise<void> {
  ensure(may(ctx.actor, "policy-run.execute", null));
  await transaction(ctx, async (ctx) => {
    const [waiting] = await ctx.db.select({ error: checkRuns.error }).from(checkRuns).where(eq(checkRuns.id, runId));
    const why = cause ?? waiting?.error;
    const log = why ? "" : `; the log has the cause under ${ctx.requestId}`;
    const next = tooMuch ? TOO_MUCH : `They are retried when the product restarts${log}.`;
    const error = `The checks could not be run. ${why ? `${why} ` : ""}${next}`;
    const [run] = await ctx.db
      .update(checkRuns)
      .set({ state: "error", verdict: "error", error, finishedAt: ctx.now, tooMuchAt: tooMuch ? ctx.now : null })
      .where(and(eq(checkRuns.id, runId), waitingRun()))
      .returning();
    if (!run) return;
    await record(ctx, {
      type: "policy-run.finished",
      subject: { kind: "review", id: run.reviewId },
      data: { runId, revision: run.revision, verdict: "error" },
    });
  });
}

const TOO_MUCH =
  "They were tried twice and will not be retried automatically. Split the document and attach the parts, or run the checks again.";
