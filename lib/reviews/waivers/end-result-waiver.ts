import { anyOf } from "#db/any-of.ts";
import { checkWaivers } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { covered } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { waiversOf } from "#lib/policies/waivers.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type EndResultWaiverInput, endResultWaiverInput } from "#lib/reviews/input.ts";
import { endOf } from "./waiver-terms.ts";

/** Ends what lets a result of the policy checks stand before its last day: from now on it blocks again. */
export async function endResultWaiver(ctx: Context, reviewId: number, input: EndResultWaiverInput): Promise<Receipt> {
  const { sequence, documentName, fingerprint, reason } = parse(endResultWaiverInput, input);
  return changeReview(ctx, reviewId, "end_waiver", sequence, async (ctx) => {
    const held = (await waiversOf(ctx, reviewId)).filter((waiver) => {
      return waiver.active && waiver.documentName === documentName && waiver.fingerprint === fingerprint;
    });
    if (held.length === 0) throw new Conflict("No waiver of this result holds: there is nothing to end.");
    const waiverIds = held.map(({ id }) => id);
    const ended = await ctx.db
      .update(checkWaivers)
      .set(endOf(ctx, reason))
      .where(anyOf(checkWaivers.id, waiverIds))
      .returning();
    await record(
      ctx,
      {
        type: "review.finding-waiver-ended",
        subject: { kind: "review", id: reviewId },
        data: { waiverIds },
      },
      covered("check_waivers", ended),
    );
    return {};
  });
}
