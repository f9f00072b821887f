import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "./change.ts";
import { type CancelInput, cancelInput } from "./input.ts";

/** Ends a review before its decision, with a reason. */
export async function cancelReview(ctx: Context, reviewId: number, input: CancelInput): Promise<Receipt> {
  const { sequence, reason, reasonCode } = parse(cancelInput, input);
  return changeReview(ctx, reviewId, "cancel", sequence, async (ctx, { row, enter }) => {
    await enter({ reason, reasonCode });
    await record(ctx, { type: "review.cancelled", subject: { kind: "review", id: row.id }, data: { reasonCode } });
    return { endedAt: ctx.now };
  });
}
