import { and, eq, ne } from "drizzle-orm";
import { visibleVersion } from "#db/conditions/threat-models.ts";
import { services, threatModels, threatModelVersions } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt, type ReviewRow } from "#lib/reviews/change.ts";
import { type AttachThreatModelInput, attachThreatModelInput } from "#lib/reviews/input.ts";
import { sealRevision } from "./seal-revision.ts";

/** Attaches a version of a threat model of the review's own service that this actor may see. */
export async function attachThreatModel(
  ctx: Context,
  reviewId: number,
  input: AttachThreatModelInput,
): Promise<Receipt> {
  const { sequence, versionId } = parse(attachThreatModelInput, input);
  return changeReview(ctx, reviewId, "attach", sequence, async (ctx, { row }) => {
    const [version] = await ctx.db
      .select({ serviceId: services.id })
      .from(threatModelVersions)
      .innerJoin(threatModels, eq(threatModels.id, threatModelVersions.threatModelId))
      .innerJoin(services, eq(services.id, threatModels.serviceId))
      .where(and(eq(threatModelVersions.id, versionId), visibleVersion(ctx)));
    if (!version || version.serviceId !== row.serviceId) throw new NotFound("The threat model of this service");
    await recordAttached(ctx, row, versionId);
    const currentRevision = await sealRevision(ctx, { ...row, threatModelVersionId: versionId });
    return { threatModelVersionId: versionId, currentRevision };
  });
}

/**
 * Records that a version of the review's own service is attached, with the review's current answers. The caller updates
 * the review and seals the result.
 */
export async function recordAttached(
  ctx: Context,
  { id, intake, reviewerId }: Pick<ReviewRow, "id" | "intake" | "reviewerId">,
  versionId: number,
): Promise<void> {
  await requireNotByReviewer(ctx, reviewerId, versionId);
  const subject = { kind: "review", id } as const;
  const { dataClass, dataHandling, answers } = intake;
  const data = { versionId, answers: { dataClass, dataHandling, answers } };
  await record(ctx, { type: "review.threat-model-attached", subject, data });
}

/** The importer states who wrote a model, so naming the reviewer must not take the decision away from them. */
async function requireNotByReviewer(ctx: Context, reviewerId: number | null, versionId: number): Promise<void> {
  if (reviewerId === null || personOf(ctx.actor)?.personId === reviewerId) return;
  const { authorId, authorRole, id } = threatModelVersions;
  const theirs = and(eq(id, versionId), eq(authorId, reviewerId), ne(authorRole, "jointly"));
  if ((await ctx.db.$count(threatModelVersions, theirs)) === 0) return;
  throw new Conflict(
    "The reviewer is recorded as the sole author of this threat model and could no longer decide on the review. Have someone else take the review first, or use a version with a different author.",
  );
}
