import { eq } from "drizzle-orm";
import { threatModels, threatModelVersions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt, type ReviewRow } from "./change.ts";
import { type AttachThreatModelInput, attachThreatModelInput } from "./input.ts";
import { sealRevision } from "./seal-revision.ts";

/** Attaches a version of a threat model of the review's own service. */
export async function attachThreatModel(
  ctx: Context,
  reviewId: number,
  input: AttachThreatModelInput,
): Promise<Receipt> {
  const { sequence, versionId } = parse(attachThreatModelInput, input);
  return changeReview(ctx, reviewId, "attach", sequence, async (ctx, { row }) => {
    await attachVersion(ctx, row, versionId);
    const currentRevision = await sealRevision(ctx, { ...row, threatModelVersionId: versionId });
    return { threatModelVersionId: versionId, currentRevision };
  });
}

/** Attaches a version to a review that is locked; who calls writes it on the review, and seals what came of it. */
export async function attachVersion(ctx: Context, row: ReviewRow, versionId: number): Promise<void> {
  const [version] = await ctx.db
    .select({ serviceId: threatModels.serviceId })
    .from(threatModelVersions)
    .innerJoin(threatModels, eq(threatModels.id, threatModelVersions.threatModelId))
    .where(eq(threatModelVersions.id, versionId));
  if (!version || version.serviceId !== row.serviceId) throw new NotFound("The threat model of this service");
  await record(ctx, {
    type: "review.threat-model-attached",
    subject: { kind: "review", id: row.id },
    data: { versionId },
  });
}
