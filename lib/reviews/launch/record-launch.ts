import type { Context } from "#lib/context.ts";
import { Conflict, Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { obstaclesNow } from "#lib/reviews/decisions/obstacles-now.ts";
import { type LaunchInput, launchInput } from "#lib/reviews/input.ts";
import { obstaclesThen, requirePastDay } from "./launch-day.ts";

/**
 * Records the day an approved change was launched. By this day the evidence must match the approval, the gates must be
 * met or waived, and every "before launch" condition must be verified; otherwise only break-glass works.
 */
export async function recordLaunch(ctx: Context, reviewId: number, input: LaunchInput): Promise<Receipt> {
  const { sequence, launchedOn } = parse(launchInput, input);
  return changeReview(ctx, reviewId, "record_launch", sequence, async (ctx, review) => {
    requirePastDay(ctx, launchedOn);
    const obstacles = await obstaclesNow(ctx, review);
    if (obstacles.length > 0) throw new Conflict(`This cannot be launched now. ${obstacles.join(" ")}`);
    const then = await obstaclesThen(ctx, review, launchedOn);
    if (then.length > 0) {
      const message = "is a day on which the launch was blocked: record it by break-glass";
      throw new Invalid(`The launch cannot be recorded for that day. ${then.join(" ")}`, [
        { path: ["launchedOn"], message },
      ]);
    }
    await record(ctx, { type: "review.launched", subject: { kind: "review", id: reviewId }, data: { launchedOn } });
    return { launchedOn };
  });
}
