import { asc } from "drizzle-orm";
import { isHereWith } from "#db/conditions/people.ts";
import { people } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { whoMay } from "#lib/reviews/involvement/who-may.ts";
import type { ReviewParts } from "#lib/reviews/rules/parts.ts";

/**
 * Who is asked to decide on a risk that this person recommends to accept: who owns it; where that one cannot, the program managers
 * who can.
 */
export async function riskDeciders(
  ctx: Context,
  review: ReviewParts,
  recommendedById: number | null,
): Promise<number[]> {
  const owner = await riskOwnerWhoDecides(ctx, review, recommendedById);
  if (owner !== null) return [owner.id];
  const managers = await ctx.db
    .select({ id: people.id })
    .from(people)
    .where(isHereWith(people.id, ["program_manager"], ctx.now))
    .orderBy(asc(people.id));
  const able = await whoMay(
    ctx,
    "decide_risk",
    review,
    managers.map(({ id }) => id),
  );
  return able.map(({ personId }) => personId).filter((id) => id !== recommendedById);
}

/** The owner of the risk of a review, where they are here and can decide on what this person recommends; else null. */
export async function riskOwnerWhoDecides(
  ctx: Context,
  review: ReviewParts,
  recommendedById: number | null,
): Promise<{ id: number; name: string } | null> {
  if (review.riskOwnerId === recommendedById) return null;
  const [owner] = await whoMay(ctx, "decide_risk", review, [review.riskOwnerId]);
  return owner ? { id: owner.personId, name: owner.name } : null;
}
