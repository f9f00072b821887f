import { exceptions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { covered } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import { longestHeld } from "#lib/exceptions/rules.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { gatesNow } from "#lib/reviews/decisions/decide.ts";
import { type WaiveInput, type WaiveResultInput, waiveInput, waiveResultInput } from "#lib/reviews/input.ts";
import { GATE_UNMET_BY, GATE_WORDS, waiverObstacle } from "#lib/reviews/rules/gates.ts";
import { dayWords } from "#lib/words.ts";
import { gateWaivers } from "./gate-waivers.ts";
import { requireBlockingResult } from "./waivable-result.ts";
import { answerResultAsks } from "./waiver-asks.ts";
import { waiverTerms } from "./waiver-terms.ts";

/**
 * Waives one unmet gate until a day, for a reason. Granted to the requester by someone who does not review it; renewals
 * work the same way.
 */
export async function waiveGate(ctx: Context, reviewId: number, input: WaiveInput): Promise<Receipt> {
  const { sequence, gate, ...wanted } = parse(waiveInput, input);
  return changeReview(ctx, reviewId, "waive", sequence, async (ctx, review) => {
    const obstacle = waiverObstacle(await gatesNow(ctx, review), gate);
    if (obstacle) throw new Conflict(obstacle);
    const known = (await gateWaivers(ctx, reviewId)).filter((waiver) => waiver.gate === gate);
    const held = longestHeld(known, ctx.day);
    if (held && held.expiresOn >= wanted.expiresOn) {
      throw new Conflict(`The gate “${GATE_WORDS[gate]}” is already waived until ${dayWords(held.expiresOn)}.`);
    }
    const terms = await waiverTerms(ctx, reviewId, { gate }, wanted);
    if (gate === GATE_UNMET_BY.result) await answerResultAsks(ctx, reviewId);
    const given = await ctx.db
      .insert(exceptions)
      .values({ ...terms, kind: "gate", reviewId, gate })
      .returning();
    const data = { gate, waiverId: given[0]?.id ?? 0, expiresOn: terms.expiresOn };
    const subject = { kind: "review", id: reviewId } as const;
    await record(ctx, { type: "review.gate-waived", subject, data }, covered("waivers", given));
    return {};
  });
}

/**
 * Waives one policy check result until a day, for a reason. It stays visible, and blocks again after this day or if its
 * subject changes. Granted and renewed like a gate waiver.
 */
export async function waiveResult(ctx: Context, reviewId: number, input: WaiveResultInput): Promise<Receipt> {
  const { sequence, documentName, fingerprint, ...wanted } = parse(waiveResultInput, input);
  return changeReview(ctx, reviewId, "waive", sequence, async (ctx, { row }) => {
    const about = { documentName, fingerprint };
    const standing = await requireBlockingResult(ctx, row, about);
    if (standing?.active && standing.expiresOn >= wanted.expiresOn) {
      throw new Conflict(`This result is already waived until ${dayWords(standing.expiresOn)}.`);
    }
    const terms = await waiverTerms(ctx, row.id, about, wanted);
    const given = await ctx.db
      .insert(exceptions)
      .values({ ...terms, ...about, kind: "result", reviewId: row.id })
      .returning();
    const data = { waiverId: given[0]?.id ?? 0, expiresOn: terms.expiresOn };
    const subject = { kind: "review", id: row.id } as const;
    await record(ctx, { type: "review.finding-waived", subject, data }, covered("check_waivers", given));
    return {};
  });
}
