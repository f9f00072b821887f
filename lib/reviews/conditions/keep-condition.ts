import { eq } from "drizzle-orm";
import { reviewConditions } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type KeepConditionInput, keepConditionInput } from "#lib/reviews/input.ts";
import { mayKeep } from "#lib/reviews/rules/may-keep.ts";
import { findCondition } from "./find-condition.ts";

/**
 * Marks an approval's condition as kept, with an explanation, until a second person verifies it. A later explanation
 * replaces it.
 */
export async function keepCondition(
  ctx: Context,
  reviewId: number,
  conditionId: number,
  input: KeepConditionInput,
): Promise<Receipt> {
  const { sequence, note } = parse(keepConditionInput, input);
  return changeReview(ctx, reviewId, "keep_condition", sequence, async (ctx, { row, parts }) => {
    const { condition, over } = await findCondition(ctx, row.id, conditionId);
    ensure(mayKeep(ctx.actor, parts, condition));
    if (over) throw new Conflict(over);
    if (condition.keptAt !== null && condition.keptNote === note) {
      throw new Conflict("This condition is already marked as done with the same note.");
    }
    await ctx.db
      .update(reviewConditions)
      .set({ keptById: personOf(ctx.actor)?.personId ?? null, keptAt: ctx.now, keptNote: note })
      .where(eq(reviewConditions.id, conditionId));
    await record(ctx, {
      type: "review.condition-kept",
      subject: { kind: "review", id: row.id },
      data: { conditionId },
    });
    return {};
  });
}
