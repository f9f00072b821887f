import { and, desc, eq, sql } from "drizzle-orm";
import { checkResults, checkRuns } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { DocumentResult } from "#lib/policies/rules/evaluate-documents.ts";

type Run = typeof checkRuns.$inferSelect;

/** Earlier results for the same documents under the same profile version; null if there are none. */
export async function sameResults(ctx: Context, run: Run): Promise<DocumentResult[] | null> {
  const before = await sameRun(ctx, run);
  return before === null ? null : resultsOf(ctx, before);
}

/**
 * A finished run of the same documents. Runs that ended in an error are not worth repeating. Runs involving AWS are
 * excluded too: its answers are stored individually, and open questions may have answers by now.
 */
async function sameRun(ctx: Context, run: Run): Promise<number | null> {
  if (run.analyzer !== "engine") return null;
  const [same] = await ctx.db
    .select({ id: checkRuns.id })
    .from(checkRuns)
    .where(
      and(
        eq(checkRuns.documentsDigest, run.documentsDigest),
        eq(checkRuns.profileVersionId, run.profileVersionId),
        eq(checkRuns.analyzer, run.analyzer),
        eq(checkRuns.state, "finished"),
        sql`not exists (select from ${checkResults} where ${checkResults.runId} = ${checkRuns.id} and ${checkResults.verdict} = 'error')`,
      ),
    )
    .orderBy(desc(checkRuns.id))
    .limit(1);
  return same?.id ?? null;
}

async function resultsOf(ctx: Context, runId: number): Promise<DocumentResult[]> {
  const rows = await ctx.db.select().from(checkResults).where(eq(checkResults.runId, runId)).orderBy(checkResults.id);
  return rows.map(({ id: _, runId: __, ...result }) => result);
}
