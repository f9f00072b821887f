import { and, eq } from "drizzle-orm";
import { checkRuns, reviewRevisions, reviews } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { completeDefinition } from "#lib/checks/profile.ts";
import type { Verdict } from "#lib/checks/verdict.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import { enqueue } from "#lib/jobs/queue.ts";
import { approvedLast, NOTHING_APPROVED } from "#lib/policies/documents/compare-with-approved.ts";
import { latestVersionFor } from "#lib/policies/documents/latest-version.ts";
import { sameResults } from "#lib/policies/documents/same-results.ts";
import { type QueueRunInput, queueRunInput } from "#lib/policies/input.ts";
import { ensureStarterProfiles } from "#lib/policies/profiles/ensure-starter-profiles.ts";
import { EVALUATION } from "#lib/policies/rules/evaluation.ts";
import type { RunState } from "#lib/policies/rules/run-states.ts";
import { sha256 } from "#lib/sha256.ts";
import { finishRun } from "./finish-run.ts";
import { runJob } from "./run-job.ts";

export type RunReceipt = { id: number; state: RunState; verdict: Verdict | null };

/**
 * Queues the checks of a sealed revision under the profile of the review's tier; null if it has no document. Documents
 * already checked under the same version are answered immediately, unless an approved review must be compared, which
 * happens outside the transaction. Called by the verb that sealed the revision, in its transaction and after its gate.
 */
export async function queueRun(ctx: Context, input: QueueRunInput): Promise<RunReceipt | null> {
  const { reviewId, revision } = parse(queueRunInput, input);
  return transaction(ctx, async (ctx) => {
    const { tier, artefacts, requesterId } = await sealedEvidence(ctx, reviewId, revision);
    if (artefacts.length === 0) return null;
    const { id: profileVersionId, definition } = await profileFor(ctx, tier);
    const { analyzer } = completeDefinition(definition);
    const documentsDigest = digestOf(artefacts);
    const [queued] = await ctx.db
      .insert(checkRuns)
      .values({ reviewId, revision, profileVersionId, documentsDigest, analyzer, state: "queued", queuedAt: ctx.now })
      .onConflictDoNothing()
      .returning();
    if (!queued) return existing(ctx, reviewId, revision, profileVersionId);
    await record(ctx, {
      type: "policy-run.queued",
      subject: { kind: "review", id: reviewId },
      data: { runId: queued.id, revision },
    });
    const results = await sameResults(ctx, queued);
    if (results && !(await approvedLast(ctx, queued))) {
      return finishRun(ctx, queued, { results, approved: NOTHING_APPROVED });
    }
    await enqueue(ctx, runJob(queued, personOf(ctx.actor)?.personId ?? requesterId));
    return { id: queued.id, state: queued.state, verdict: queued.verdict };
  });
}

type Artefacts = readonly { name: string; sha256: string }[];

async function sealedEvidence(
  ctx: Context,
  reviewId: number,
  revision: number,
): Promise<{ tier: Tier; artefacts: Artefacts; requesterId: number | null }> {
  const [sealed] = await ctx.db
    .select({ tier: reviews.tier, requesterId: reviews.requesterId, evidence: reviewRevisions.evidence })
    .from(reviewRevisions)
    .innerJoin(reviews, eq(reviews.id, reviewRevisions.reviewId))
    .where(and(eq(reviewRevisions.reviewId, reviewId), eq(reviewRevisions.number, revision)));
  if (!sealed) throw new NotFound("The revision");
  if (!sealed.tier) throw new Conflict("The review has no tier yet, so its checks cannot be chosen.");
  return { tier: sealed.tier, artefacts: sealed.evidence.artefacts, requesterId: sealed.requesterId };
}

/** The latest version of the profile that checks this tier. */
async function profileFor(ctx: Context, tier: Tier) {
  const version = await latestVersionFor(ctx, tier);
  if (version) return version;
  await ensureStarterProfiles(ctx);
  const first = await latestVersionFor(ctx, tier);
  if (first) return first;
  throw new Conflict(`No check profile covers the ${tier} tier. A security engineer can publish one under Policies.`);
}

/**
 * Names are included because results name their document; so is the evaluation version, because a newer one may answer
 * differently.
 */
function digestOf(artefacts: Artefacts): string {
  const documents = artefacts.map(({ name, sha256 }) => [name, sha256]).sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify([EVALUATION, documents]));
}

/** The existing run, now counted as the latest request, ahead of other profiles' runs. */
async function existing(
  ctx: Context,
  reviewId: number,
  revision: number,
  profileVersionId: number,
): Promise<RunReceipt | null> {
  const [run] = await ctx.db
    .update(checkRuns)
    .set({ queuedAt: ctx.now })
    .where(
      and(
        eq(checkRuns.reviewId, reviewId),
        eq(checkRuns.revision, revision),
        eq(checkRuns.profileVersionId, profileVersionId),
      ),
    )
    .returning({ id: checkRuns.id, state: checkRuns.state, verdict: checkRuns.verdict });
  return run ?? null;
}
