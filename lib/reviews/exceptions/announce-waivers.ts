import { eq } from "drizzle-orm";
import { reviews } from "#db/schema/index.ts";
import { takeTurn } from "#db/take-turn.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { type EndingWaiver, endingWaivers } from "./ending-waivers.ts";

/** Further waivers wait for the next round. */
const MOST = 500;

/**
 * Notifies the people concerned that a waiver ends soon, once for each last day, and returns how many were announced.
 */
export async function announceWaivers(ctx: Context): Promise<number> {
  ensure(may(ctx.actor, "waiver.announce", null));
  return transaction(ctx, async (ctx) => {
    if (!(await takeTurn(ctx.db, "announceWaivers"))) return 0;
    const ending = await endingWaivers(ctx, undefined, MOST, { isNews: true });
    for (const waiver of ending) await announce(ctx, waiver);
    return ending.length;
  });
}

async function announce(ctx: Context, waiver: EndingWaiver): Promise<void> {
  const { kind, id, reviewId, endsOn, gate, askedById, ownerId } = waiver;
  const { requesterId, guardianId, reviewerId, riskOwnerId } = reviews;
  const [parts] = await ctx.db
    .select({ requesterId, guardianId, reviewerId, riskOwnerId })
    .from(reviews)
    .where(eq(reviews.id, reviewId));
  const all = Object.values({ ...parts, askedById, ownerId });
  const toIds = [...new Set(all.filter((person) => person !== null))].sort((a, b) => a - b);
  const data = { kind, waiverId: id, endsOn, gate, toIds };
  await record(ctx, { type: "review.waiver-announced", subject: { kind: "review", id: reviewId }, data });
}
