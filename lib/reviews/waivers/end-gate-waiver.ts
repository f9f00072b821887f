import { anyOf } from "#db/any-of.ts";
import { waivers } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { covered } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type EndGateWaiverInput, endGateWaiverInput } from "#lib/reviews/input.ts";
import { GATE_WORDS } from "#lib/reviews/rules/gates.ts";
import { endableWaivers } from "./gate-waivers.ts";
import { endOf } from "./waiver-terms.ts";

/**
 * Ends what lets a gate pass before its last day: from now on the gate blocks again, a launch of what was approved on
 * it too, but for one that only a decision rests on. What counts no more for now does not count again either.
 */
export async function endGateWaiver(ctx: Context, reviewId: number, input: EndGateWaiverInput): Promise<Receipt> {
  const { sequence, gate, reason } = parse(endGateWaiverInput, input);
  return changeReview(ctx, reviewId, "end_waiver", sequence, async (ctx) => {
    const held = (await endableWaivers(ctx, reviewId)).filter((waiver) => waiver.gate === gate);
    if (held.length === 0) {
      throw new Conflict(`No waiver of the gate “${GATE_WORDS[gate]}” holds: there is nothing to end.`);
    }
    const waiverIds = held.map(({ id }) => id);
    const ended = await ctx.db.update(waivers).set(endOf(ctx, reason)).where(anyOf(waivers.id, waiverIds)).returning();
    await record(
      ctx,
      {
        type: "review.gate-waiver-ended",
        subject: { kind: "review", id: reviewId },
        data: { gate, waiverIds },
      },
      covered("waivers", ended),
    );
    return {};
  });
}
