import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { checkProfileVersions, checkRuns } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import { completeDefinition, type ProfileDefinition } from "#lib/checks/profile.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound, Unavailable } from "#lib/errors.ts";
import type { ServiceFacts } from "#lib/iam/index.ts";
import { enqueue } from "#lib/jobs/queue.ts";
import { accessAnalyzer } from "./access-analyzer.ts";
import { analyse } from "./analyse.ts";
import { nextBudgetAt } from "./analyzer-budget.ts";
import { compareWithApproved } from "./compare-with-approved.ts";
import { documentsOf } from "./documents-of.ts";
import { failRun } from "./fail-run.ts";
import { finishRun } from "./finish-run.ts";
import { knownManagedPolicies } from "./known-managed-policies.ts";
import { postponeRun } from "./postpone-run.ts";
import type { RunReceipt } from "./queue-run.ts";
import type { Ending } from "./rules/aws/outcome.ts";
import { evaluateRead, policyTexts, readSubmitted } from "./rules/evaluate-documents.ts";
import { runJob } from "./run-job.ts";

/**
 * Does the checks of a queued run. A run that is finished stays as it is, however often and by however many it is asked.
 * Throws Unavailable where AWS does not answer for now: the run waits, says why, and can be done later.
 */
export async function executeRun(ctx: Context, runId: number, aws = accessAnalyzer()): Promise<RunReceipt> {
  ensure(may(ctx.actor, "policy-run.execute", null));
  const run = await begin(ctx, runId);
  if (isDone(run)) return { id: run.id, state: run.state, verdict: run.verdict };
  const definition = await definitionOf(ctx, run);
  const read = readSubmitted(await documentsOf(ctx, run.reviewId, run.revision), definition);
  const facts = await factsOf(policyTexts(read));
  const analysed = await analyse(ctx, { analyzer: run.analyzer, aws }, (ask) =>
    evaluateRead(read, definition, { facts, hash: sha256, managed: knownManagedPolicies, ask }),
  );
  if ("ending" in analysed) return endRun(ctx, run, analysed.ending);
  const { results, overBudget } = analysed;
  const approved = await compareWithApproved(ctx, run, definition, read);
  return transaction(ctx, async (ctx) => {
    const current = await lockRun(ctx, runId);
    if (current.state === "finished") return { id: current.id, state: current.state, verdict: current.verdict };
    if (overBudget > 0) await enqueue(ctx, runJob(current), { startAfter: await nextBudgetAt(ctx) });
    return finishRun(ctx, current, { results, approved, unfinished: budgetWords(overBudget) });
  });
}

/** One that is finished and still has something to ask is done again. */
function isDone({ state, error }: Run): boolean {
  return state === "finished" && error === null;
}

function budgetWords(overBudget: number): string | null {
  if (overBudget === 0) return null;
  const what = overBudget === 1 ? "1 question to AWS was" : `${overBudget} questions to AWS were`;
  return `${what} beyond the budget of the day. The run is done again on the next day; a program manager can raise the budget under Program.`;
}

async function endRun(ctx: Context, { id }: Run, { outcome, cause }: Ending): Promise<RunReceipt> {
  if (outcome === "retry") {
    await postponeRun(ctx, id, cause);
    throw new Unavailable(cause);
  }
  await failRun(ctx, id, cause);
  return { id, state: "error", verdict: "error" };
}

/** The data about services is large: it is loaded once there is a policy to validate, of the services that are named. */
async function factsOf(policies: string[]): Promise<ServiceFacts | undefined> {
  if (policies.length === 0) return undefined;
  const { serviceFacts } = await import("./service-facts.ts");
  return serviceFacts(policies);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

type Run = typeof checkRuns.$inferSelect;

/** Says that the run has begun, in a transaction of its own: a page that waits can tell queued from running. */
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
