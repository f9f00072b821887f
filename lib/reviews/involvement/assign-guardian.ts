import type { Context } from "#lib/context.ts";
import { Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { requireActiveGuardian } from "#lib/reviews/drafts/draft-review.ts";
import { type AssignGuardianInput, assignGuardianInput } from "#lib/reviews/input.ts";

const REVIEWS_IT = "That person reviews it, and who decides on a change does not guard it. Choose someone else.";
const OTHER = "must be another person than the reviewer";

/**
 * Assigns an active guardian, or nobody. A paused one may stay, and the current guardian is no change. The metrics arm
 * stays with the guardian assigned at first submit.
 */
export async function assignGuardian(ctx: Context, reviewId: number, input: AssignGuardianInput): Promise<Receipt> {
  const { sequence, guardianId } = parse(assignGuardianInput, input);
  return changeReview(ctx, reviewId, "assign_guardian", sequence, async (ctx, { row }) => {
    if (guardianId === row.guardianId) return null;
    if (guardianId !== null) {
      await requireActiveGuardian(ctx, guardianId);
      if (guardianId === row.reviewerId) throw new Invalid(REVIEWS_IT, [{ path: ["guardianId"], message: OTHER }]);
    }
    await record(ctx, {
      type: "review.guardian-assigned",
      subject: { kind: "review", id: row.id },
      data: { guardianId, previousId: row.guardianId },
    });
    return { guardianId };
  });
}
