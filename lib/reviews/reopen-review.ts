import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, enterState, type Receipt } from "./change.ts";
import { reasonInput } from "./input.ts";
import { sealRevision } from "./seal-revision.ts";

/** Opens an approved or closed review again, for a reason: the next cycle, on the evidence as it is now. */
export async function reopenReview(ctx: Context, reviewId: number, input: unknown): Promise<Receipt> {
  const { sequence, reason } = parse(reasonInput, input);
  return changeReview(ctx, reviewId, "reopen", sequence, async (ctx, { row }) => {
    const cycle = row.cycle + 1;
    const state = row.reviewerId === null ? "submitted" : "in_review";
    await enterState(ctx, row.id, state, { reason });
    await record(ctx, { type: "review.reopened", subject: { kind: "review", id: row.id }, data: { cycle } });
    const currentRevision = await sealRevision(ctx, { ...row, state });
    return { state, cycle, currentRevision, decidedAt: null, endedAt: null };
  });
}
