import type { Context } from "#lib/context.ts";
import { covered } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type RejectInput, rejectInput } from "#lib/reviews/input.ts";
import { decide, gatesNow } from "./decide.ts";

/** Rejects the current revision, with a reason. The requester may follow up with a new, linked review. */
export async function rejectReview(ctx: Context, reviewId: number, input: RejectInput): Promise<Receipt> {
  const { sequence, reason, feedback } = parse(rejectInput, input);
  return changeReview(ctx, reviewId, "reject", sequence, async (ctx, review) => {
    const gates = await gatesNow(ctx, review);
    const decision = { reason, feedback, gates };
    const { change, digest, saved } = await decide(ctx, review, { ...decision, conditions: [] });
    const subject = { kind: "review", id: review.row.id } as const;
    const data = { revision: review.row.currentRevision, digest };
    await record(ctx, { type: "review.rejected", subject, data }, covered("review_decisions", [saved]));
    return change;
  });
}
