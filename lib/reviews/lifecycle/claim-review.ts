import { reviewClaims } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Forbidden } from "#lib/errors.ts";
import { covered } from "#lib/events/covered.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type ClaimInput, claimInput } from "#lib/reviews/input.ts";

/** Claims a submitted review: one reviewer at a time, with a statement on conflicts of interest. */
export async function claimReview(ctx: Context, reviewId: number, input: ClaimInput): Promise<Receipt> {
  const { sequence, conflict } = parse(claimInput, input);
  const reviewer = personOf(ctx.actor);
  if (!reviewer) throw new Forbidden("Only a person can claim a review.");
  return changeReview(ctx, reviewId, "claim", sequence, async (ctx, { row, enter }) => {
    const claims = await ctx.db
      .insert(reviewClaims)
      .values({ reviewId: row.id, personId: reviewer.personId, conflict, claimedAt: ctx.now })
      .returning();
    await enter();
    await record(
      ctx,
      {
        type: "review.claimed",
        subject: { kind: "review", id: row.id },
        data: { conflict: conflict ? "declared" : "none" },
      },
      covered("review_claims", claims),
    );
    return { reviewerId: reviewer.personId };
  });
}
