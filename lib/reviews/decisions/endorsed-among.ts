import { and, eq, type SQL } from "drizzle-orm";
import { endorsedByEngineer } from "#db/conditions/reviews.ts";
import { reviewEndorsements, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { partsInEach } from "#lib/reviews/change.ts";
import { endorsementStands } from "#lib/reviews/rules/independence.ts";

/** The reviews of a condition with an endorsed revision, as their gate counts endorsements. */
export async function endorsedAmong(ctx: Context, condition: SQL | undefined): Promise<number[]> {
  const rows = await ctx.db
    .select({ review: reviews, endorserId: reviewEndorsements.personId })
    .from(reviews)
    .innerJoin(reviewEndorsements, eq(reviewEndorsements.reviewId, reviews.id))
    .where(and(condition, endorsedByEngineer(ctx)));
  const partsOf = await partsInEach(
    ctx,
    rows.map(({ review }) => review),
  );
  const endorsed = rows.filter(({ review, endorserId }) => {
    const parts = partsOf.get(review.id);
    return parts && endorsementStands(endorserId, parts);
  });
  return [...new Set(endorsed.map(({ review }) => review.id))];
}
