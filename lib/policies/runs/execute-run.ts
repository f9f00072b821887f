import { and, eq, inArray } from "drizzle-orm";
import { checkProfileVersions, checkRuns } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import { completeDefinition, type ProfileDefinition } from "#lib/checks/profile.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound, Unavailable } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/queue.ts";
import { type AccessAnalyzer, accessAnalyzer } from "#lib/policies/analyzer/access-analyzer.ts";
import { analyse } from "#lib/policies/analyzer/analyse.ts";
import { nextBudgetAt } from "#lib/policies/analyzer/analyzer-budget.ts";
import { compareWithApproved } from "#lib/policies/documents/compare-with-approved.ts";
import { documentsOf } from "#lib/policies/documents/documents-of.ts";
import { sameResults } from "#lib/policies/documents/same-results.ts";
import type { ApprovedComparison } from "#lib/policies/rules/approved-comparison.ts";
import type { Ending } from "#lib/policies/rules/aws/outcome.ts";
import type { DocumentResult } from "#lib/policies/rules/evaluate-documents.ts";
import { WorkEnded } from "#lib/processes/work-ended.ts";
import type { Asker } from "#lib/processes/work-on.ts";
import { counted } from "#lib/words.ts";
import { failRun } from "./fail-run.ts";
import { finishRun } from "./finish-run.ts";
import type { RunReceipt } from "./queue-run.ts";
import { runJob } from "./run-job.ts";
import { workOnPolicies } from "./work-on-policies.ts";

/**
 * Does the checks of a queued run. Finished runs stay unchanged, however often this is called, as do runs whose
 * documents ended two checking processes. Throws Unavailable if AWS or a checking process is unavailable for now: the
 * run waits and can be retried.
 */
export async function executeRun(
  ctx: Context,
  runId: number,
  aws = accessAnalyzer(),
  by: number | null = null,
): Promise<RunReceipt> {
  ensure(may(ctx.actor, "policy-run.execute", null));
  const run = await begin(ctx, runId);
  if (isDone(run)) return { id: run.id, state: run.state, verdict: run.verdict };
  const checked = await twice(() => checkRun(ctx, run, { aws, by }));
  if ("ending" in checked) return endRun(ctx, run, checked.ending);
  const { results, approved, overBudget } = checked;
  return transaction(ctx, async (ctx) => {
    const current = await lockRun(ctx, runId);
    if (current.state === "finished") return { id: current.id, state: current.state, verdict: current.verdict };
    if (overBudget > 0) await enqueue(ctx, runJob(current, by), { startAfter: await nextBudgetAt(ctx) });
    return finishRun(ctx, current, { results, approved, unfinished: budgetWords(overBudget) });
  });
}

/** `by`: who owns the run, for sharing the checking processes fairly. */
type Means = { aws: AccessAnalyzer | null; by: number | null };

/** Attributes the work to the run, so a person attaching a document does not wait for their own runs. */
function askerOf({ by }: Pick<Means, "by">): Asker {
  return { by: `runs of ${by}` };
}

type Checked = { results: DocumentResult[]; approved: ApprovedComparison; overBudget: number };
type RunEnding = Ending | { outcome: "too-much"; cause: string };

async function checkRun(ctx: Context, run: Run, means: Means): Promise<Checked | { ending: RunEnding }> {
  const definition = await definitionOf(ctx, run);
  const same = await sameResults(ctx, run);
  const analysed = same ? { results: same, overBudget: 0 } : await analyseDocuments(ctx, run, definition, means);
  if ("ending" in analysed) return analysed;
  return { ...analysed, approved: await compareWithApproved(ctx, run, definition, askerOf(means)) };
}

async function analyseDocuments(ctx: Context, run: Run, definition: ProfileDefinition, means: Means) {
  const { aws } = means;
  const documents = await documentsOf(ctx, run.reviewId, run.revision);
  return analyse(ctx, { analyzer: run.analyzer, aws }, (answering) =>
    workOnPolicies(askerOf(means), "evaluate", { documents, definition, answering }),
  );
}

/**
 * If the process ended, it is tried once more, because something else may be the cause. A second end counts as too
 * much.
 */
async function twice<T>(work: () => Promise<T>): Promise<T | { ending: RunEnding }> {
  try {
    return await work().catch((error: unknown) => {
      if (error instanceof WorkEnded) return work();
      throw error;
    });
  } catch (error) {
    if (error instanceof WorkEnded) return { ending: { outcome: "too-much", cause: error.message } };
    throw error;
  }
}

/** A finished run with open questions is done again; one that exceeded its limits only on request. */
function isDone({ state, error, tooMuchAt }: Run): boolean {
  return tooMuchAt !== null || (state === "finished" && error === null);
}

function budgetWords(overBudget: number): string | null {
  if (overBudget === 0) return null;
  const what = counted(overBudget, "question to AWS was", "questions to AWS were");
  return `${what} beyond the daily budget. The run is repeated the next day; a program manager can raise the budget under Program.`;
}

async function endRun(ctx: Context, { id }: Run, { outcome, cause }: RunEnding): Promise<RunReceipt> {
  if (outcome === "retry") {
    await postponeRun(ctx, id, cause);
    throw new Unavailable(cause);
  }
  await failRun(ctx, id, { cause, tooMuch: outcome === "too-much" });
  return { id, state: "error", verdict: "error" };
}

type Run = typeof checkRuns.$inferSelect;

/** Marks the run as begun in a separate transaction, so a waiting page can tell queued from running. */
async function begin(ctx: Context, runId: number): Promise<Run> {
  return transaction(ctx, async (ctx) => {
    const run = await lockRun(ctx, runId);
    if (isDone(run)) return run;
    const started = { state: "running", startedAt: ctx.now, error: null } as const;
    await ctx.db.update(checkRuns).set(started).where(eq(checkRuns.id, runId));
    return { ...run, ...started };
  });
}

async function lockRun(ctx: Context, runId: number): Promise<Run> {
  const [run] = await ctx.db.select().from(checkRuns).where(eq(checkRuns.id, runId)).for("update");
  if (!run) throw new NotFound("The policy run");
  return run;
}

async function definitionOf(ctx: Context, run: Run): Promise<ProfileDefinition> {
  const [version] = await ctx.db
    .select({ definition: checkProfileVersions.definition })
    .from(checkProfileVersions)
    .where(eq(checkProfileVersions.id, run.profileVersionId));
  if (!version) throw new NotFound("The version of the check profile");
  return completeDefinition(version.definition);
}

/**
 * Puts back a run that cannot be done for now, with the reason; the queue retries it later. Called by the verb that
 * does runs, after its gate. Beginning and waiting again are not events; only the queueing and the end of a run are.
 */
async function postponeRun(ctx: Context, runId: number, cause: string): Promise<void> {
  await ctx.db
    .update(checkRuns)
    .set({ state: "queued", startedAt: null, error: cause })
    .where(and(eq(checkRuns.id, runId), inArray(checkRuns.state, ["queued", "running", "error"])));
}
