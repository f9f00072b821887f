import { and, desc, eq, sql } from "drizzle-orm";
import { checkResults, checkRuns } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { DocumentResult } from "#lib/policies/rules/evaluate-documents.ts";

type Run = typeof checkRuns.$inferSelect;

/** The results of the same documents under the same version of a profile, where they were checked before; else null. */
export async function sameResults(ctx: Context, run: Run): Promise<DocumentResult[] | null> {
  const before = await sameRun(ctx, run);
  return before === null ? null : resultsOf(ctx, before);
}

/**
 * A finished run of the same documents. One that ended in an error is no answer worth repeating, nor one that AWS had a
 * part in: its answers are kept one by one, and what it left open may have an answer by now.
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
