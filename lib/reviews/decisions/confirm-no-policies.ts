import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type MoveInput, moveInput } from "#lib/reviews/input.ts";
import { confirmObstacle } from "#lib/reviews/rules/gates.ts";
import { gatesNow } from "./decide.ts";

/**
 * An engineer confirms that a high-tier change alters no policy, which until then only the requester has said. Valid
 * for this evidence.
 */
export async function confirmNoPolicies(ctx: Context, reviewId: number, input: MoveInput): Promise<Receipt> {
  const { sequence } = parse(moveInput, input);
  return changeReview(ctx, reviewId, "confirm_no_policies", sequence, async (ctx, review) => {
    const obstacle = confirmObstacle(await gatesNow(ctx, review));
    if (obstacle) throw new Conflict(obstacle);
    const { id, currentRevision: revision } = review.row;
    await record(ctx, { type: "review.no-policies-confirmed", subject: { kind: "review", id }, data: { revision } });
    return {};
  });
}
