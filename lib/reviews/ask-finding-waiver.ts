import type { Context } from "#lib/context.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "./change.ts";
import { type AskFindingWaiverInput, askFindingWaiverInput } from "./input.ts";
import { requireBlockingFinding } from "./waivable-finding.ts";
import { recordAsk } from "./waiver-asks.ts";

/** Asks that one result of the policy checks may stand for a while. A second person, who does not review it, gives the waiver. */
export async function askFindingWaiver(ctx: Context, reviewId: number, input: AskFindingWaiverInput): Promise<Receipt> {
  const { sequence, reason, ...finding } = parse(askFindingWaiverInput, input);
  return changeReview(ctx, reviewId, "ask_waiver", sequence, async (ctx, { row }) => {
    await requireBlockingFinding(ctx, row, finding);
    await recordAsk(ctx, row.id, finding, reason);
    return {};
  });
}
