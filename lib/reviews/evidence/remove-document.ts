import { and, eq } from "drizzle-orm";
import { attachedDocument } from "#db/conditions/reviews.ts";
import { reviewArtefacts } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import { covered } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type RemoveDocumentInput, removeDocumentInput } from "#lib/reviews/input.ts";
import { sealRevision } from "./seal-revision.ts";

/** Removes a document from the evidence. Revisions that contain it keep it. */
export async function removeDocument(
  ctx: Context,
  reviewId: number,
  artefactId: number,
  input: RemoveDocumentInput,
): Promise<Receipt> {
  const { sequence } = parse(removeDocumentInput, input);
  return changeReview(ctx, reviewId, "attach", sequence, async (ctx, { row }) => {
    const [removed] = await ctx.db
      .update(reviewArtefacts)
      .set({ removedAt: ctx.now, removedById: personOf(ctx.actor)?.personId ?? null })
      .where(and(eq(reviewArtefacts.id, artefactId), eq(reviewArtefacts.reviewId, row.id), attachedDocument()))
      .returning();
    if (!removed) throw new NotFound("The document");
    await record(
      ctx,
      {
        type: "review.artefact-removed",
        subject: { kind: "review", id: row.id },
        data: { artefactId: removed.id, sha256: removed.sha256 },
      },
      covered("review_artefacts", [removed]),
    );
    return { currentRevision: await sealRevision(ctx, row) };
  });
}
