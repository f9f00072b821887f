import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type CancelInput, cancelInput } from "#lib/reviews/input.ts";
import { cancelObstacle } from "#lib/reviews/rules/launch.ts";

/** Ends a review before its decision, with a reason. Refused if its change is launched. */
export async function cancelReview(ctx: Context, reviewId: number, input: CancelInput): Promise<Receipt> {
  const { sequence, reason, reasonCode } = parse(cancelInput, input);
  return changeReview(ctx, reviewId, "cancel", sequence, async (ctx, { row, enter }) => {
    const obstacle = cancelObstacle(row);
    if (obstacle) throw new Conflict(obstacle);
    await enter({ reason, reasonCode });
    await record(ctx, { type: "review.cancelled", subject: { kind: "review", id: row.id }, data: { reasonCode } });
    return { endedAt: ctx.now };
  });
}
