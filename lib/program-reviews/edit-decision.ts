import { eq } from "drizzle-orm";
import { programReviewDecisions } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { changesTo } from "#lib/events/changes-to.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type EditDecisionInput, editDecisionInput } from "./input.ts";
import { lockDecision } from "./lock-decision.ts";
import { lockProgramReview } from "./lock-program-review.ts";
import { refuseDecision } from "./refuse-decision.ts";
import { followUpStays } from "./rules/capabilities.ts";

/** Edits a decision while the review is open. Its previous and current owners are notified. */
export async function editDecision(
  ctx: Context,
  quarter: string,
  decisionId: number,
  input: EditDecisionInput,
): Promise<{ id: number }> {
  const wanted = parse(editDecisionInput, input);
  return transaction(ctx, async (ctx) => {
    const review = await lockProgramReview(ctx, quarter, "edit_decision");
    const decision = await lockDecision(ctx, quarter, decisionId);
    const changes = changesTo(decision, wanted);
    const fields = Object.keys(changes);
    if (fields.length === 0) return { id: decisionId };
    const stays = followUpStays(decision.settledAs);
    if (stays && ("ownerId" in changes || "dueOn" in changes)) throw new Conflict(stays);
    const next = { ...decision, ...changes };
    await refuseDecision(ctx, next, review.heldOn, changes);
    await ctx.db.update(programReviewDecisions).set(changes).where(eq(programReviewDecisions.id, decisionId));
    const toIds = [...new Set([decision.ownerId, next.ownerId])].filter((id) => id !== null);
    await record(ctx, {
      type: "program-review.decision-edited",
      subject: { kind: "program_review", id: review.id },
      data: { quarter, decisionId, fields, ...(toIds.length > 0 ? { toIds } : {}) },
    });
    return { id: decisionId };
  });
}
