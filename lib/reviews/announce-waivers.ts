import { and, eq, sql } from "drizzle-orm";
import { events, reviews } from "#db/schema/index.ts";
import { takeTurn } from "#db/take-turn.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { type EndingWaiver, endingWaivers } from "./ending-waivers.ts";

/** More than these in one round wait for the next one. */
const MOST = 500;

/** Tells whom it concerns that a waiver ends soon, once for each last day, and answers how many were announced. */
export async function announceWaivers(ctx: Context): Promise<number> {
  ensure(may(ctx.actor, "waiver.announce", null));
  return transaction(ctx, async (ctx) => {
    if (!(await takeTurn(ctx.db, "announceWaivers"))) return 0;
    let announced = 0;
    for (const waiver of await endingWaivers(ctx, undefined, MOST)) {
      if (await wasAnnounced(ctx, waiver)) continue;
      await announce(ctx, waiver);
      announced += 1;
    }
    return announced;
  });
}

async function wasAnnounced(ctx: Context, { kind, id, reviewId, endsOn }: EndingWaiver): Promise<boolean> {
  const about = JSON.stringify({ kind, waiverId: id, endsOn });
  const [told] = await ctx.db
    .select({ id: events.id })
    .from(events)
    .where(
      and(
        eq(events.subjectKind, "review"),
        eq(events.subjectId, reviewId),
        eq(events.type, "review.waiver-announced"),
        sql`${events.data} @> ${about}::jsonb`,
      ),
    )
    .limit(1);
  return told !== undefined;
}

async function announce(ctx: Context, { kind, id, reviewId, endsOn, gate, ...people }: EndingWaiver): Promise<void> {
  const { requesterId, guardianId, reviewerId, riskOwnerId } = reviews;
  const [parts] = await ctx.db
    .select({ requesterId, guardianId, reviewerId, riskOwnerId })
    .from(reviews)
    .where(eq(reviews.id, reviewId));
  const all = Object.values({ ...parts, ...people });
  const toIds = [...new Set(all.filter((person) => person !== null))].sort((a, b) => a - b);
  const data = { kind, waiverId: id, endsOn, gate, toIds };
  await record(ctx, { type: "review.waiver-announced", subject: { kind: "review", id: reviewId }, data });
}
