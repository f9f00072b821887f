import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { people, waivers } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { askReason, waiverHoldsIn } from "#lib/policies/conditions.ts";
import { isOfClaim, waiverCounts, waiverCountsFor } from "#lib/reviews/conditions.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { WAIVABLE_GATES } from "#lib/reviews/rules/gates.ts";
import { longestHeld } from "#lib/reviews/rules/waiver.ts";

/** The waivers of gates of this review that are about what stands, the oldest first, whether they hold or not. Scoped by the caller. */
export function gateWaivers(ctx: Context, reviewId: number) {
  return waiversWhere(ctx, reviewId, waiverCounts("waivers", ctx.day));
}

/** As `gateWaivers`, of those about the evidence of a revision, whatever was found since. */
export function gateWaiversFor(ctx: Context, reviewId: number, revision: number | null) {
  return waiversWhere(ctx, reviewId, waiverCountsFor("waivers", revision));
}

/** As `gateWaivers`, of those that can be ended: they hold, also where they count only once what came since is out of the way. */
export function endableWaivers(ctx: Context, reviewId: number) {
  return waiversWhere(
    ctx,
    reviewId,
    sql`${waiverHoldsIn("waivers", ctx.day)} and ${isOfClaim("waivers", "approved_at")}`,
  );
}

/** The gates with a waiver that can be ended. */
export async function endableGates(ctx: Context, reviewId: number): Promise<ReviewDetail["endableGates"]> {
  const endable = await endableWaivers(ctx, reviewId);
  return WAIVABLE_GATES.filter((id) => endable.some(({ gate }) => gate === id));
}

function waiversWhere(ctx: Context, reviewId: number, counted: SQL) {
  const own = and(eq(waivers.reviewId, reviewId), counted);
  return ctx.db.select().from(waivers).where(own).orderBy(asc(waivers.id));
}

type Shown = Pick<ReviewDetail, "gateWaivers" | "endedGateWaivers">;

/**
 * Of each gate with waivers that hold the one that does for longest, also where the gate is met without it by now; of another the
 * last one, where that was ended before its day.
 */
export async function lastGateWaivers(ctx: Context, reviewId: number): Promise<Shown> {
  const asker = alias(people, "asker");
  const approver = alias(people, "approver");
  const ender = alias(people, "ender");
  const known = await ctx.db
    .select({
      gate: waivers.gate,
      reason: waivers.reason,
      askReason: askReason(waivers),
      askedBy: { id: asker.id, name: asker.name },
      approvedBy: { id: approver.id, name: approver.name },
      expiresOn: waivers.expiresOn,
      endedAt: waivers.endedAt,
      endedBy: { id: ender.id, name: ender.name },
      endReason: waivers.endReason,
    })
    .from(waivers)
    .leftJoin(asker, eq(asker.id, waivers.askedById))
    .leftJoin(approver, eq(approver.id, waivers.approvedById))
    .leftJoin(ender, eq(ender.id, waivers.endedById))
    .where(and(eq(waivers.reviewId, reviewId), waiverCounts("waivers", ctx.day)))
    .orderBy(asc(waivers.id));
  const shown: Shown = { gateWaivers: [], endedGateWaivers: [] };
  for (const gate of WAIVABLE_GATES) {
    const own = known.filter((one) => one.gate === gate);
    const held = longestHeld(own, ctx.day);
    const last = own.at(-1);
    if (held) {
      const { reason, askedBy, askReason, approvedBy, expiresOn } = held;
      shown.gateWaivers.push({ gate, reason, askedBy, askReason, approvedBy, expiresOn });
    } else if (last?.endedAt) {
      const { endReason, endedBy, endedAt } = last;
      shown.endedGateWaivers.push({ gate, reason: endReason ?? "", endedBy, endedAt: endedAt.toISOString() });
    }
  }
  return shown;
}
