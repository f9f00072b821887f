import { eq } from "drizzle-orm";
import { programReviewDecisions } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type RemoveDecisionInput, removeDecisionInput } from "./input.ts";
import { lockDecision } from "./lock-decision.ts";
import { lockProgramReview } from "./lock-program-review.ts";

/** Removes a decision that was not taken, while the review is open. The owner of its follow-up is notified. */
export async function removeDecision(
  ctx: Context,
  quarter: string,
  input: RemoveDecisionInput,
): Promise<{ id: number }> {
  const { decisionId } = parse(removeDecisionInput, input);
  return transaction(ctx, async (ctx) => {
    const review = await lockProgramReview(ctx, quarter, "remove_decision");
    const { ownerId } = await lockDecision(ctx, quarter, decisionId);
    await ctx.db.delete(programReviewDecisions).where(eq(programReviewDecisions.id, decisionId));
    await record(ctx, {
      type: "program-review.decision-removed",
      subject: { kind: "program_review", id: review.id },
      data: { quarter, decisionId, ...(ownerId === null ? {} : { toIds: [ownerId] }) },
    });
    return { id: decisionId };
  });
}
