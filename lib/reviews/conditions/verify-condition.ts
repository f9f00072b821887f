import { eq, sql } from "drizzle-orm";
import { openConditions } from "#db/conditions/reviews.ts";
import { reviewConditions } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type MoveInput, moveInput } from "#lib/reviews/input.ts";
import { mayVerify } from "#lib/reviews/rules/verify.ts";
import { findCondition } from "./find-condition.ts";

/**
 * Verifies a condition that someone else has marked as kept. With the last one, the review is approved without
 * conditions.
 */
export async function verifyCondition(
  ctx: Context,
  reviewId: number,
  conditionId: number,
  input: MoveInput,
): Promise<Receipt> {
  const { sequence } = parse(moveInput, input);
  return changeReview(ctx, reviewId, "verify_condition", sequence, async (ctx, { row, enter }) => {
    const { condition, over } = await findCondition(ctx, row.id, conditionId);
    if (over) throw new Conflict(over);
    const verifiedById = personOf(ctx.actor)?.personId ?? null;
    ensure(mayVerify(condition, verifiedById));
    await ctx.db
      .update(reviewConditions)
      .set({ verifiedById, verifiedAt: ctx.now })
      .where(eq(reviewConditions.id, conditionId));
    const [left] = await ctx.db
      .select({ n: sql<number>`count(*)::int` })
      .from(reviewConditions)
      .where(openConditions(row.id));
    const open = left?.n ?? 0;
    await record(ctx, {
      type: "review.condition-verified",
      subject: { kind: "review", id: row.id },
      data: { conditionId, open },
    });
    if (open === 0) await enter({ reason: "Every condition is verified" });
    return {};
  });
}
