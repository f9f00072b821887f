import type { Context } from "#lib/context.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type AskResultWaiverInput, askResultWaiverInput } from "#lib/reviews/input.ts";
import { requireBlockingResult } from "./waivable-result.ts";
import { recordAsk } from "./waiver-asks.ts";

/** Asks that one result of the policy checks may stand for a while. A second person, who does not review it, gives the waiver. */
export async function askResultWaiver(ctx: Context, reviewId: number, input: AskResultWaiverInput): Promise<Receipt> {
  const { sequence, reason, ...result } = parse(askResultWaiverInput, input);
  return changeReview(ctx, reviewId, "ask_waiver", sequence, async (ctx, { row }) => {
    await requireBlockingResult(ctx, row, result);
    await recordAsk(ctx, row.id, result, reason);
    return {};
  });
}
