import { eq } from "drizzle-orm";
import { checkResults, checkRuns } from "#db/schema/index.ts";
import { overallVerdict } from "#lib/checks/verdict.ts";
import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import type { ApprovedComparison } from "#lib/policies/rules/approved-comparison.ts";
import type { DocumentResult } from "#lib/policies/rules/evaluate-documents.ts";
import type { RunReceipt } from "./queue-run.ts";

const ROWS_AT_ONCE = 500;

type Run = Pick<typeof checkRuns.$inferSelect, "id" | "reviewId" | "revision" | "startedAt">;

/** `unfinished`: the questions left to ask, for which the run is done again. */
type Found = { results: readonly DocumentResult[]; approved: ApprovedComparison; unfinished?: string | null };

/** Replaces a run's earlier results, and writes its verdict and the event, in the caller's transaction. */
export async function finishRun(ctx: Context, run: Run, found: Found): Promise<RunReceipt> {
  const { results, approved, unfinished = null } = found;
  await ctx.db.delete(checkResults).where(eq(checkResults.runId, run.id));
  const rows = results.map((result) => ({ ...result, runId: run.id }));
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    await ctx.db.insert(checkResults).values(rows.slice(at, at + ROWS_AT_ONCE));
  }
  const verdict = overallVerdict(results.map((result) => result.verdict));
  await ctx.db
    .update(checkRuns)
    .set({
      state: "finished",
      verdict,
      approved,
      startedAt: run.startedAt ?? ctx.now,
      finishedAt: ctx.now,
      error: unfinished,
    })
    .where(eq(checkRuns.id, run.id));
  await record(ctx, {
    type: "policy-run.finished",
    subject: { kind: "review", id: run.reviewId },
    data: { runId: run.id, revision: run.revision, verdict },
  });
  return { id: run.id, state: "finished", verdict };
}
