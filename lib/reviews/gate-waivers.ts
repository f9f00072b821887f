import { and, asc, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { people, waivers } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { waiverCounts } from "./conditions.ts";
import type { ReviewDetail } from "./output.ts";
import { WAIVABLE_GATES } from "./rules/gates.ts";
import { longestHeld } from "./rules/waiver.ts";

/** The waivers of gates of this review that are about what stands, the oldest first, whether they hold or not. Scoped by the caller. */
export function gateWaivers(ctx: Context, reviewId: number) {
  const counted = and(eq(waivers.reviewId, reviewId), waiverCounts("waivers"));
  return ctx.db.select().from(waivers).where(counted).orderBy(asc(waivers.id));
}

/** Of each gate with waivers that hold the one that does for longest, also where the gate is met without it by now. */
export async function heldGateWaivers(ctx: Context, reviewId: number): Promise<ReviewDetail["gateWaivers"]> {
  const asker = alias(people, "asker");
  const approver = alias(people, "approver");
  const known = await ctx.db
    .select({
      gate: waivers.gate,
      reason: waivers.reason,
      askedBy: { id: asker.id, name: asker.name },
      approvedBy: { id: approver.id, name: approver.name },
      expiresOn: waivers.expiresOn,
      endedAt: waivers.endedAt,
    })
    .from(waivers)
    .leftJoin(asker, eq(asker.id, waivers.askedById))
    .leftJoin(approver, eq(approver.id, waivers.approvedById))
    .where(and(eq(waivers.reviewId, reviewId), waiverCounts("waivers")))
    .orderBy(asc(waivers.id));
  return WAIVABLE_GATES.flatMap((gate) => {
    const held = longestHeld(
      known.filter((one) => one.gate === gate),
      ctx.day,
    );
    if (held === null) return [];
    const { reason, askedBy, approvedBy, expiresOn } = held;
    return [{ gate, reason, askedBy, approvedBy, expiresOn }];
  });
}
