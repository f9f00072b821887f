import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "./change.ts";
import { gatesNow } from "./decide.ts";
import { type AskWaiverInput, askWaiverInput } from "./input.ts";
import { GATE_WORDS, waivable } from "./rules/gates.ts";
import { recordAsk } from "./waiver-asks.ts";

/** Asks that one gate may stand unmet for a while. A second person, who does not review it, gives the waiver. */
export async function askWaiver(ctx: Context, reviewId: number, input: AskWaiverInput): Promise<Receipt> {
  const { sequence, gate, reason } = parse(askWaiverInput, input);
  return changeReview(ctx, reviewId, "ask_waiver", sequence, async (ctx, review) => {
    if (!waivable(await gatesNow(ctx, review)).some(({ id }) => id === gate)) {
      throw new Conflict(`The gate “${GATE_WORDS[gate]}” is not unmet: there is nothing to waive.`);
    }
    await recordAsk(ctx, reviewId, { gate }, reason);
    return {};
  });
}
