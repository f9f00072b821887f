import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "./change.ts";
import { breakGlassInput } from "./input.ts";
import { requirePastDay } from "./launch-day.ts";

/**
 * Records that an approved change was launched past what stood in the way: changed evidence, an unmet gate, an open
 * condition. It takes a reason, and stands on the review for good.
 */
export async function breakGlass(ctx: Context, reviewId: number, input: unknown): Promise<Receipt> {
  const { sequence, launchedOn, reason } = parse(breakGlassInput, input);
  return changeReview(ctx, reviewId, "break_glass", sequence, async (ctx, { row }) => {
    requirePastDay(ctx, launchedOn);
    await record(ctx, {
      type: "review.launched-by-break-glass",
      subject: { kind: "review", id: row.id },
      data: { launchedOn },
    });
    return { launchedOn, breakGlassReason: reason, breakGlassById: personOf(ctx.actor)?.personId ?? null };
  });
}
