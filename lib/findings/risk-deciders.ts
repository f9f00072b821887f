import { asc } from "drizzle-orm";
import { isHereWith } from "#db/conditions/people.ts";
import { people } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { whoMay } from "#lib/reviews/involvement/who-may.ts";
import type { ReviewParts } from "#lib/reviews/rules/parts.ts";

/**
 * Deciders for a risk this person recommends accepting: its owner, or the program managers who can if the owner cannot.
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

/** A review's risk owner, if still here and able to decide on this person's recommendation; otherwise null. */
export async function riskOwnerWhoDecides(
  ctx: Context,
  review: ReviewParts,
  recommendedById: number | null,
): Promise<{ id: number; name: string } | null> {
  if (review.riskOwnerId === recommendedById) return null;
  const [owner] = await whoMay(ctx, "decide_risk", review, [review.riskOwnerId]);
  return owner ? { id: owner.personId, name: owner.name } : null;
}
