import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { programSettings } from "#lib/program/settings.ts";
import { changeReview, type Receipt } from "./change.ts";
import { editReviewInput } from "./input.ts";
import { isHigher, tierOf } from "./rules/tier.ts";
import { sealRevision } from "./seal-revision.ts";

/** Edits the intake. The tier follows the answers; in an open state changed answers are a new revision. */
export async function editReview(ctx: Context, reviewId: number, input: unknown): Promise<Receipt> {
  const { sequence, ...wanted } = parse(editReviewInput, input);
  return changeReview(ctx, reviewId, "edit", sequence, async (ctx, { row }) => {
    const fields = Object.keys(wanted);
    const intake = wanted.intake ?? row.intake;
    const { tierRules } = await programSettings(ctx);
    const computed = tierOf(intake, tierRules).tier;
    // A tier that a person raised stays raised; answers that ask for more than it win.
    const tier = row.tierOverride && !isHigher(computed, row.tierOverride) ? row.tierOverride : computed;
    await record(ctx, { type: "review.edited", subject: { kind: "review", id: row.id }, data: { fields } });
    const currentRevision = await sealRevision(ctx, { ...row, intake, tier });
    return { ...wanted, intake, tier, currentRevision };
  });
}
