import { eq } from "drizzle-orm";
import { reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { changesTo } from "#lib/events/changes-to.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { tierAfter } from "#lib/intake/rules/tier-rules.ts";
import { programSettings } from "#lib/program/settings.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { sealRevision } from "#lib/reviews/evidence/seal-revision.ts";
import { type EditReviewInput, editReviewInput } from "#lib/reviews/input.ts";
import { requireDayAhead } from "#lib/reviews/launch/launch-day.ts";

/**
 * Edits the intake. The tier follows the answers; in an open state, changed answers make a new revision. Unchanged
 * values are not an edit.
 */
export async function editReview(ctx: Context, reviewId: number, input: EditReviewInput): Promise<Receipt> {
  const { sequence, ...wanted } = parse(editReviewInput, input);
  return changeReview(ctx, reviewId, "edit", sequence, async (ctx, { row }) => {
    const changes = changesTo(row, wanted);
    const fields = Object.keys(changes);
    if (fields.length === 0) return null;
    requireDayAhead(ctx, changes.requestedLaunchOn);
    const { intake } = { ...row, ...changes };
    const { tierRules } = await programSettings(ctx);
    const tier = tierAfter(row, { before: row.intake, now: intake }, tierRules);
    // Sealing queues the checks for the tier in the row.
    await ctx.db.update(reviews).set({ tier }).where(eq(reviews.id, row.id));
    await record(ctx, { type: "review.edited", subject: { kind: "review", id: row.id }, data: { fields } });
    const currentRevision = await sealRevision(ctx, { ...row, intake, tier });
    return { ...changes, tier, currentRevision };
  });
}
