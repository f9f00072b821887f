import { eq } from "drizzle-orm";
import { programReviewDecisions } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type SettleFollowUpInput, settleFollowUpInput } from "./input.ts";
import { lockDecision } from "./lock-decision.ts";
import { maySettle } from "./rules/capabilities.ts";

/**
 * Marks a follow-up as done, or as dropped with a reason. Its owner and the program's staff may do so, even after the
 * review.
 */
export async function settleFollowUp(
  ctx: Context,
  quarter: string,
  decisionId: number,
  input: SettleFollowUpInput,
): Promise<{ id: number }> {
  const wanted = parse(settleFollowUpInput, input);
  return transaction(ctx, async (ctx) => {
    const decision = await lockDecision(ctx, quarter, decisionId);
    ensure(maySettle(ctx.actor, decision));
    await ctx.db
      .update(programReviewDecisions)
      .set({
        settledAs: wanted.as,
        settledById: personOf(ctx.actor)?.personId ?? null,
        settledAt: ctx.now,
        settleReason: wanted.as === "dropped" ? wanted.reason : null,
      })
      .where(eq(programReviewDecisions.id, decisionId));
    await record(ctx, {
      type: "program-review.follow-up-settled",
      subject: { kind: "program_review", id: decision.programReviewId },
      data: {
        quarter,
        decisionId,
        as: wanted.as,
        ...(decision.ownerId === null ? {} : { toIds: [decision.ownerId] }),
      },
    });
    return { id: decisionId };
  });
}
