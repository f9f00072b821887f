import { breakGlassLaunches } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Forbidden, Invalid } from "#lib/errors.ts";
import { covered } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { obstaclesNow } from "#lib/reviews/decisions/obstacles-now.ts";
import { type BreakGlassInput, breakGlassInput } from "#lib/reviews/input.ts";
import { obstaclesThen, requirePastDay } from "./launch-day.ts";

/**
 * Records that an approved change was launched past its obstacles: changed evidence, an unmet gate, an open condition,
 * or something fixed only after the launch day, such as the approval, the restored evidence, a waiver or a
 * verification. A reason is required, and each launch stays on the review with its obstacles.
 */
export async function breakGlass(ctx: Context, reviewId: number, input: BreakGlassInput): Promise<Receipt> {
  const { sequence, launchedOn, reason } = parse(breakGlassInput, input);
  const person = personOf(ctx.actor);
  if (!person) throw new Forbidden("Only a person can launch by break-glass.");
  return changeReview(ctx, reviewId, "break_glass", sequence, async (ctx, review) => {
    requirePastDay(ctx, launchedOn);
    const now = await obstaclesNow(ctx, review);
    const past = [...now, ...(await obstaclesThen(ctx, review, launchedOn))];
    if (past.length === 0) {
      const message = "is a day on which nothing blocked the launch: record it without break-glass";
      throw new Invalid("Nothing blocks this launch.", [{ path: ["launchedOn"], message }]);
    }
    const saved = await ctx.db
      .insert(breakGlassLaunches)
      .values({ reviewId, launchedOn, reason, past, byId: person.personId, at: ctx.now })
      .returning();
    await record(
      ctx,
      {
        type: "review.launched-by-break-glass",
        subject: { kind: "review", id: reviewId },
        data: { launchedOn },
      },
      covered("break_glass_launches", saved),
    );
    return { launchedOn };
  });
}
