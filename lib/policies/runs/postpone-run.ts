import { and, eq, inArray } from "drizzle-orm";
import { checkRuns } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";

/**
 * Puts a run back that can not be done for now, with why: the queue does it again later. Asked by the verb that does runs, after
 * its gate. That a run has begun, or waits again, is no event: what it was queued for and how it ends are.
 */
export async function postponeRun(ctx: Context, runId: number, cause: string): Promise<void> {
  await ctx.db
    .update(checkRuns)
    .set({ state: "queued", startedAt: null, error: cause })
    .where(and(eq(checkRuns.id, runId), inArray(checkRuns.state, ["queued", "running", "error"])));
}
