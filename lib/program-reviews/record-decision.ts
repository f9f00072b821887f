import { programReviewDecisions } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type RecordDecisionInput, recordDecisionInput } from "./input.ts";
import { lockProgramReview } from "./lock-program-review.ts";
import { refuseDecision } from "./refuse-decision.ts";

/** Records a decision. With an owner and a day it is a follow-up, and the owner is notified. */
export async function recordDecision(
  ctx: Context,
  quarter: string,
  input: RecordDecisionInput,
): Promise<{ id: number }> {
  const wanted = parse(recordDecisionInput, input);
  return transaction(ctx, async (ctx) => {
    const review = await lockProgramReview(ctx, quarter, "record_decision");
    await refuseDecision(ctx, wanted, review.heldOn);
    const [decision] = await ctx.db
      .insert(programReviewDecisions)
      .values({
        ...wanted,
        programReviewId: review.id,
        recordedById: personOf(ctx.actor)?.personId ?? null,
        recordedAt: ctx.now,
      })
      .returning({ id: programReviewDecisions.id });
    if (!decision) throw new Conflict("The decision could not be saved. Try again.");
    const { ownerId } = wanted;
    await record(ctx, {
      type: "program-review.decision-recorded",
      subject: { kind: "program_review", id: review.id },
      data: { quarter, decisionId: decision.id, ownerId, ...(ownerId === null ? {} : { toIds: [ownerId] }) },
    });
    return decision;
  });
}
