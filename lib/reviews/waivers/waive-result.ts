import { checkWaivers } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { covered } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type WaiveResultInput, waiveResultInput } from "#lib/reviews/input.ts";
import { dayWords } from "#lib/words.ts";
import { requireBlockingResult } from "./waivable-result.ts";
import { waiverTerms } from "./waiver-terms.ts";

/**
 * Lets one result of the policy checks stand until a day, for a reason. It stays visible, and blocks again after that day
 * or when what it is about changes. Given to somebody who asked, by somebody who does not review it; renewed in the same way.
 */
export async function waiveResult(ctx: Context, reviewId: number, input: WaiveResultInput): Promise<Receipt> {
  const { sequence, documentName, fingerprint, ...wanted } = parse(waiveResultInput, input);
  return changeReview(ctx, reviewId, "waive", sequence, async (ctx, { row }) => {
    const about = { documentName, fingerprint };
    const standing = await requireBlockingResult(ctx, row, about);
    if (standing?.active && standing.expiresOn >= wanted.expiresOn) {
      throw new Conflict(`This result is waived until ${dayWords(standing.expiresOn)} already.`);
    }
    const terms = await waiverTerms(ctx, row.id, about, wanted);
    const given = await ctx.db
      .insert(checkWaivers)
      .values({ ...terms, ...about, reviewId: row.id })
      .returning();
    await record(
      ctx,
      {
        type: "review.finding-waived",
        subject: { kind: "review", id: row.id },
        data: { waiverId: given[0]?.id ?? 0, expiresOn: terms.expiresOn },
      },
      covered("check_waivers", given),
    );
    return {};
  });
}
