import { eq } from "drizzle-orm";
import { findings, reviewConditions, reviewDecisions } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import type { LockedReview, MovableReview, ReviewChange, ReviewRow } from "#lib/reviews/change.ts";
import { currentEvidence } from "#lib/reviews/evidence/seal-revision.ts";
import { waiversSeen } from "#lib/reviews/exceptions/waivers-seen.ts";
import type { FeedbackInput } from "#lib/reviews/input.ts";
import { waiverCount } from "#lib/reviews/rules/decided-on-waivers.ts";
import { type Gate, gatesOf, unmetGates } from "#lib/reviews/rules/gates.ts";
import { responseOf } from "#lib/reviews/rules/response.ts";
import { sha256 } from "#lib/sha256.ts";
import { gateFactsOf } from "./gate-facts.ts";
import { giveFeedbackOn } from "./give-feedback.ts";

type Outcome = "approved" | "approved_with_conditions" | "rejected";
type Condition = { text: string; when: "before_launch" | "after_launch"; ownerId: number; dueOn: string };
export type Decision = {
  reason: string;
  conditions: Condition[];
  feedback?: FeedbackInput | undefined;
  /** The current gates, as the decision saw them. */
  gates: Gate[];
};

/** The current gates of a locked review. */
export async function gatesNow(ctx: Context, { row, parts }: LockedReview): Promise<Gate[]> {
  const facts = await gateFactsOf(ctx, row, parts);
  return facts ? gatesOf(facts) : [];
}

/** Refuses an approval while a gate is unmet, and names every unmet gate. */
export function requireGates(gates: readonly Gate[]): void {
  const unmet = unmetGates(gates);
  if (unmet.length === 0) return;
  throw new Conflict(`This cannot be approved yet. ${unmet.map(({ reason }) => reason).join(" ")}`);
}

type Saved = typeof reviewDecisions.$inferSelect;

/** Records a decision with the digest of the evidence it saw, and the columns it changes. */
export async function decide(
  ctx: Context,
  review: MovableReview,
  decision: Decision,
): Promise<{ outcome: Outcome; change: ReviewChange; digest: string; waivers: number; saved: Saved }> {
  const { row } = review;
  const seen = await seenBy(ctx, row, decision.gates);
  const digest = sha256(JSON.stringify(seen));
  const decidedById = personOf(ctx.actor)?.personId ?? null;
  const { reason, conditions } = decision;
  // The table leads every deciding verb to one of these states.
  const outcome = (await review.enter({ reason })) as Outcome;
  const [saved] = await ctx.db
    .insert(reviewDecisions)
    .values({
      reviewId: row.id,
      cycle: row.cycle,
      revision: row.currentRevision,
      outcome,
      reason,
      digest,
      seen,
      decidedById,
      decidedAt: ctx.now,
    })
    .returning();
  if (!saved) throw new Conflict("The decision could not be saved. Try again.");
  for (const condition of conditions) {
    await ctx.db.insert(reviewConditions).values({ ...condition, reviewId: row.id, decisionId: saved.id });
  }
  await ctx.db.update(findings).set({ severityAtDecision: findings.severity }).where(eq(findings.reviewId, row.id));
  if (decision.feedback) await giveFeedbackOn(ctx, row, decision.feedback);
  const change = {
    decidedAt: ctx.now,
    firstDecidedAt: row.firstDecidedAt ?? ctx.now,
    ...responseOf(ctx.actor, row, ctx.now),
  };
  return { outcome, change, digest, waivers: waiverCount(seen), saved };
}

async function seenBy(ctx: Context, row: ReviewRow, standing: Gate[]) {
  const { digest } = await currentEvidence(ctx, row);
  const gates = standing.map(({ id, state }) => ({ id, state }));
  const known = await ctx.db
    .select({ id: findings.id, state: findings.state, severity: findings.severity })
    .from(findings)
    .where(eq(findings.reviewId, row.id))
    .orderBy(findings.id);
  const runs = await runsSeen(ctx, row);
  const passed = await waiversSeen(ctx, row, standing);
  return { revision: row.currentRevision, evidence: digest, gates, findings: known, runs, ...passed };
}

async function runsSeen(ctx: Context, row: ReviewRow) {
  return ctx.db.query.checkRuns.findMany({
    columns: { id: true, profileVersionId: true, documentsDigest: true, verdict: true },
    where: (run, { and, eq }) => and(eq(run.reviewId, row.id), eq(run.revision, row.currentRevision)),
    orderBy: (run) => run.id,
  });
}
