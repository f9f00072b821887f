import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type MoveInput, moveInput } from "#lib/reviews/input.ts";

/** Takes a review off hold, back to its previous state. */
export async function resumeReview(ctx: Context, reviewId: number, input: MoveInput): Promise<Receipt> {
  const { sequence } = parse(moveInput, input);
  return changeReview(ctx, reviewId, "resume", sequence, async (ctx, { row, enter }) => {
    const to = await enter();
    await record(ctx, { type: "review.resumed", subject: { kind: "review", id: row.id }, data: { to } });
    return { heldFrom: null, resumeOn: null };
  });
}
