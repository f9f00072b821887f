import { and, eq, sql } from "drizzle-orm";
import { attachedDocument } from "#db/conditions/reviews.ts";
import { reviewArtefacts, reviewRevisions, threatModelVersions } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { covered } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import { queueRun } from "#lib/policies/runs/queue-run.ts";
import type { ReviewRow } from "#lib/reviews/change.ts";
import { normalisedEvidence, type RevisionEvidence, sealObstacle } from "#lib/reviews/rules/revision.ts";
import { sha256 } from "#lib/sha256.ts";

/** The digest that distinguishes one revision's evidence from another's. */
export function evidenceDigest(evidence: Parameters<typeof normalisedEvidence>[0]): string {
  return sha256(normalisedEvidence(evidence));
}

/** A review's current evidence, and its digest. */
export async function currentEvidence(
  ctx: Context,
  row: Pick<ReviewRow, "id" | "intake" | "threatModelVersionId">,
): Promise<{ evidence: RevisionEvidence; digest: string }> {
  const artefacts = await ctx.db
    .select({
      name: reviewArtefacts.name,
      sha256: reviewArtefacts.sha256,
      meaning: reviewArtefacts.meaning,
      addedById: reviewArtefacts.addedById,
    })
    .from(reviewArtefacts)
    .where(and(eq(reviewArtefacts.reviewId, row.id), attachedDocument()))
    .orderBy(sql`${reviewArtefacts.name} collate "C"`);
  const [model] = row.threatModelVersionId
    ? await ctx.db
        .select({ sha256: threatModelVersions.sha256, meaning: threatModelVersions.meaning })
        .from(threatModelVersions)
        .where(eq(threatModelVersions.id, row.threatModelVersionId))
    : [];
  const evidence: RevisionEvidence = {
    artefacts,
    threatModelVersionId: row.threatModelVersionId,
    threatModelSha256: model?.sha256 ?? null,
    threatModelMeaning: model?.meaning ?? null,
    intake: row.intake,
  };
  return { evidence, digest: evidenceDigest(evidence) };
}

/**
 * Seals the evidence as the next revision if it differs from the last one, and queues its checks. Equal evidence is the
 * same revision. An approval keeps its revision, and shows as stale next to a later one.
 */
export async function sealRevision(
  ctx: Context,
  row: ReviewRow,
  options: { submit?: boolean; reopen?: boolean } = {},
): Promise<number> {
  if (row.state === "draft" && !options.submit) return row.currentRevision;
  const obstacle = sealObstacle(row);
  if (obstacle) throw new Conflict(obstacle);
  const { evidence, digest } = await currentEvidence(ctx, row);
  const [last] = await ctx.db
    .select({ digest: reviewRevisions.digest })
    .from(reviewRevisions)
    .where(and(eq(reviewRevisions.reviewId, row.id), eq(reviewRevisions.number, row.currentRevision)));
  if (last?.digest === digest) return row.currentRevision;
  const subject = { kind: "review", id: row.id } as const;
  const number = row.currentRevision + 1;
  const saved = await ctx.db
    .insert(reviewRevisions)
    .values({
      reviewId: row.id,
      number,
      digest,
      evidence,
      // Reopening a review seals what others submitted, so it makes nobody a submitter of the evidence.
      sealedById: options.reopen ? null : (personOf(ctx.actor)?.personId ?? null),
      sealedAt: ctx.now,
    })
    .returning();
  const data = { revision: number, digest };
  await record(ctx, { type: "review.revision-sealed", subject, data }, covered("review_revisions", saved));
  await queueRun(ctx, { reviewId: row.id, revision: number });
  return number;
}
