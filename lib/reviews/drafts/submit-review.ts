import { eq } from "drizzle-orm";
import { reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { isActiveGuardian } from "#lib/guardians/active.ts";
import { parse } from "#lib/input.ts";
import { missingFromIntake } from "#lib/intake/rules/intake.ts";
import { tierAfter } from "#lib/intake/rules/tier-rules.ts";
import { programSettings } from "#lib/program/settings.ts";
import { changeReview, type Receipt, type ReviewRow } from "#lib/reviews/change.ts";
import { sealRevision } from "#lib/reviews/evidence/seal-revision.ts";
import { type MoveInput, moveInput } from "#lib/reviews/input.ts";

/** Submits a draft: seals r1, queues its checks and starts the lead clock, once. */
export async function submitReview(ctx: Context, reviewId: number, input: MoveInput): Promise<Receipt> {
  const { sequence } = parse(moveInput, input);
  return changeReview(ctx, reviewId, "submit", sequence, async (ctx, { row, enter }) => {
    const missing = missingFromIntake(row.intake);
    if (missing.length > 0) {
      throw new Invalid(`The review is not ready to be submitted. ${missing[0]?.message ?? ""}`, missing);
    }
    const guardianId = row.guardianId !== null && (await isActiveGuardian(ctx, row.guardianId)) ? row.guardianId : null;
    const { tierRules } = await programSettings(ctx);
    const tier = tierAfter(row, { before: row.intake, now: row.intake }, tierRules);
    // Sealing queues the checks for the tier in the row.
    if (tier !== row.tier) await ctx.db.update(reviews).set({ tier }).where(eq(reviews.id, row.id));
    const currentRevision = await sealRevision(ctx, { ...row, tier }, { submit: true });
    await enter();
    await record(ctx, {
      type: "review.submitted",
      subject: { kind: "review", id: row.id },
      data: { revision: currentRevision, tier, guardianId },
    });
    return {
      tier,
      currentRevision,
      guardianAtSubmitId: guardianId,
      firstSubmittedAt: await firstSubmit(ctx, row),
    };
  });
}

/** A review that follows a rejected one inherits its first submit, because the wait began there. */
async function firstSubmit(ctx: Context, row: ReviewRow): Promise<Date> {
  if (row.firstSubmittedAt) return row.firstSubmittedAt;
  if (row.previousReviewId === null) return ctx.now;
  const [previous] = await ctx.db
    .select({ at: reviews.firstSubmittedAt })
    .from(reviews)
    .where(eq(reviews.id, row.previousReviewId));
  return previous?.at ?? ctx.now;
}
