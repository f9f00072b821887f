import { and, eq, sql } from "drizzle-orm";
import { reviewConditions } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "./change.ts";
import { openConditions, owedConditions } from "./conditions.ts";
import { type MoveInput, moveInput } from "./input.ts";
import { verifyRefusal } from "./rules/verify.ts";

/** Verifies that a promise of the approval was kept. With the last one the review is approved without conditions. */
export async function verifyCondition(
  ctx: Context,
  reviewId: number,
  conditionId: number,
  input: MoveInput,
): Promise<Receipt> {
  const { sequence } = parse(moveInput, input);
  return changeReview(ctx, reviewId, "verify_condition", sequence, async (ctx, { row, enter }) => {
    const here = and(eq(reviewConditions.id, conditionId), eq(reviewConditions.reviewId, row.id));
    const [condition] = await ctx.db
      .select({
        at: reviewConditions.verifiedAt,
        ownerId: reviewConditions.ownerId,
        isOver: sql<boolean>`not (${owedConditions()})`,
      })
      .from(reviewConditions)
      .where(here);
    if (!condition) throw new NotFound("The condition");
    if (condition.at) throw new Conflict("This condition is verified already.");
    if (condition.isOver) throw new Conflict("A later decision has taken the place of the one with this condition.");
    const verifiedById = personOf(ctx.actor)?.personId ?? null;
    const refusal = verifyRefusal(condition, verifiedById);
    if (refusal) throw new Forbidden(refusal);
    await ctx.db.update(reviewConditions).set({ verifiedById, verifiedAt: ctx.now }).where(here);
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
