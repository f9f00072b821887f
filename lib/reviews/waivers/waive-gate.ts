import { waivers } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { covered } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { gatesNow } from "#lib/reviews/decisions/decide.ts";
import { type WaiveInput, waiveInput } from "#lib/reviews/input.ts";
import { GATE_UNMET_BY, GATE_WORDS, waiverObstacle } from "#lib/reviews/rules/gates.ts";
import { longestHeld } from "#lib/reviews/rules/waiver.ts";
import { dayWords } from "#lib/words.ts";
import { gateWaivers } from "./gate-waivers.ts";
import { answerResultAsks } from "./waiver-asks.ts";
import { waiverTerms } from "./waiver-terms.ts";

/** Passes one unmet gate until a day, for a reason. Given to somebody who asked, by somebody who does not review it; renewed in the same way. */
export async function waiveGate(ctx: Context, reviewId: number, input: WaiveInput): Promise<Receipt> {
  const { sequence, gate, ...wanted } = parse(waiveInput, input);
  return changeReview(ctx, reviewId, "waive", sequence, async (ctx, review) => {
    const obstacle = waiverObstacle(await gatesNow(ctx, review), gate);
    if (obstacle) throw new Conflict(obstacle);
    const known = (await gateWaivers(ctx, reviewId)).filter((waiver) => waiver.gate === gate);
    const held = longestHeld(known, ctx.day);
    if (held && held.expiresOn >= wanted.expiresOn) {
      throw new Conflict(`The gate “${GATE_WORDS[gate]}” is waived until ${dayWords(held.expiresOn)} already.`);
    }
    const terms = await waiverTerms(ctx, reviewId, { gate }, wanted);
    if (gate === GATE_UNMET_BY.result) await answerResultAsks(ctx, reviewId);
    const given = await ctx.db
      .insert(waivers)
      .values({ ...terms, reviewId, gate })
      .returning();
    await record(
      ctx,
      {
        type: "review.gate-waived",
        subject: { kind: "review", id: reviewId },
        data: { gate, waiverId: given[0]?.id ?? 0, expiresOn: terms.expiresOn },
      },
      covered("waivers", given),
    );
    return {};
  });
}
