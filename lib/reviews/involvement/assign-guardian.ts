import type { Context } from "#lib/context.ts";
import { Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { m } from "#lib/member-name.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { requireActiveGuardian } from "#lib/reviews/drafts/draft-review.ts";
import { type AssignGuardianInput, assignGuardianInput } from "#lib/reviews/input.ts";

const reviewsIt = () =>
  m`That person is the reviewer. The reviewer of a change cannot be its guardian. Choose someone else.`;
const OTHER = "must not be the reviewer";

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
      if (guardianId === row.reviewerId) throw new Invalid(reviewsIt(), [{ path: ["guardianId"], message: OTHER }]);
    }
    await record(ctx, {
      type: "review.guardian-assigned",
      subject: { kind: "review", id: row.id },
      data: { guardianId, previousId: row.guardianId },
    });
    return { guardianId };
  });
}
