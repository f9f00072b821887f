import { asc } from "drizzle-orm";
import { waitingRun } from "#db/conditions/policies.ts";
import { checkRuns } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { executeRun } from "./execute-run.ts";

/** Does every waiting run in sequence, without the queue, for callers that need the answers before they continue. */
export async function runQueuedChecks(ctx: Context): Promise<number> {
  const waiting = await ctx.db
    .select({ id: checkRuns.id })
    .from(checkRuns)
    .where(waitingRun())
    .orderBy(asc(checkRuns.id));
  for (const { id } of waiting) await executeRun(ctx, id);
  return waiting.length;
}
