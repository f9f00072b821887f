import { eq } from "drizzle-orm";
import { reviews, reviewTierChanges } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { isHigher } from "#lib/intake/rules/tier-rules.ts";
import { queueRun } from "#lib/policies/runs/queue-run.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type ChangeTierInput, changeTierInput } from "#lib/reviews/input.ts";
import { mayLowerTier } from "#lib/reviews/rules/lower-tier.ts";
import { isOpen } from "#lib/reviews/rules/states.ts";

/**
 * Raises the tier, which anyone in the review may do, or lowers it, which requires an independent engineer who does not
 * review it. A reason is always required.
 */
export async function changeTier(ctx: Context, reviewId: number, input: ChangeTierInput): Promise<Receipt> {
  const { sequence, tier, reason } = parse(changeTierInput, input);
  return changeReview(ctx, reviewId, "change_tier", sequence, async (ctx, { row, parts }) => {
    const from = row.tier ?? "low";
    if (from === tier) throw new Conflict(`The tier is already ${tier}.`);
    const byId = personOf(ctx.actor)?.personId ?? null;
    if (!isHigher(tier, from)) ensure(mayLowerTier(ctx.actor, parts));
    await ctx.db
      .insert(reviewTierChanges)
      .values({ reviewId: row.id, fromTier: from, toTier: tier, reason, byId, at: ctx.now });
    await record(ctx, {
      type: "review.tier-changed",
      subject: { kind: "review", id: row.id },
      data: { from, to: tier },
    });
    // The tier selects the check profile, so a sealed revision is checked again under the new one.
    await ctx.db.update(reviews).set({ tier }).where(eq(reviews.id, row.id));
    if (isOpen(row.state)) await queueRun(ctx, { reviewId: row.id, revision: row.currentRevision });
    return { tier, tierOverride: tier };
  });
}
