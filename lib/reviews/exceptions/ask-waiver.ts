import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { gatesNow } from "#lib/reviews/decisions/decide.ts";
import {
  type AskResultWaiverInput,
  type AskWaiverInput,
  askResultWaiverInput,
  askWaiverInput,
} from "#lib/reviews/input.ts";
import { waiverObstacle } from "#lib/reviews/rules/gates.ts";
import { requireBlockingResult } from "./waivable-result.ts";
import { recordAsk } from "./waiver-asks.ts";

/** Requests a temporary waiver of one unmet gate. A second person, who does not review it, grants the waiver. */
export async function askWaiver(ctx: Context, reviewId: number, input: AskWaiverInput): Promise<Receipt> {
  const { sequence, gate, reason } = parse(askWaiverInput, input);
  return changeReview(ctx, reviewId, "ask_waiver", sequence, async (ctx, review) => {
    const obstacle = waiverObstacle(await gatesNow(ctx, review), gate);
    if (obstacle) throw new Conflict(obstacle);
    await recordAsk(ctx, reviewId, { gate }, reason);
    return {};
  });
}

/** As `askWaiver`, for one result of the policy checks. */
export async function askResultWaiver(ctx: Context, reviewId: number, input: AskResultWaiverInput): Promise<Receipt> {
  const { sequence, reason, ...result } = parse(askResultWaiverInput, input);
  return changeReview(ctx, reviewId, "ask_waiver", sequence, async (ctx, { row }) => {
    await requireBlockingResult(ctx, row, result);
    await recordAsk(ctx, row.id, result, reason);
    return {};
  });
}
