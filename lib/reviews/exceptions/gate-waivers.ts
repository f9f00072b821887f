import { and, asc, eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import { exceptionHoldsIn } from "#db/conditions/exceptions.ts";
import { isOfClaim, waiverCounts, waiverCountsFor } from "#db/conditions/reviews.ts";
import { exceptions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { exceptionsWhere } from "#lib/exceptions/queries.ts";
import { longestHeld } from "#lib/exceptions/rules.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { WAIVABLE_GATES } from "#lib/reviews/rules/gates.ts";

/** The waivers of gates of this review that are about what stands, the oldest first, whether they hold or not. Scoped by the caller. */
export function gateWaivers(ctx: Context, reviewId: number) {
  return waiversWhere(ctx, reviewId, waiverCounts("exceptions", ctx.day));
}

/** As `gateWaivers`, of those about the evidence of a revision, whatever was found since. */
export function gateWaiversFor(ctx: Context, reviewId: number, revision: number | null) {
  return waiversWhere(ctx, reviewId, waiverCountsFor("exceptions", revision));
}

/** As `gateWaivers`, of those that can be ended: they hold, also where they count only once what came since is out of the way. */
export function endableWaivers(ctx: Context, reviewId: number) {
  const holds = exceptionHoldsIn("exceptions", ctx.day);
  return waiversWhere(ctx, reviewId, sql`${holds} and ${isOfClaim("exceptions", "approved_at")}`);
}

/** The gates with a waiver that can be ended. */
export async function endableGates(ctx: Context, reviewId: number): Promise<ReviewDetail["endableGates"]> {
  const endable = await endableWaivers(ctx, reviewId);
  return WAIVABLE_GATES.filter((id) => endable.some(({ gate }) => gate === id));
}

function waiversWhere(ctx: Context, reviewId: number, counted: SQL) {
  const columns = { ...getTableColumns(exceptions), gate: sql<string>`${exceptions.gate}` };
  return ctx.db.select(columns).from(exceptions).where(ofGate(reviewId, counted)).orderBy(asc(exceptions.id));
}

function ofGate(reviewId: number, counted: SQL): SQL | undefined {
  return and(eq(exceptions.reviewId, reviewId), eq(exceptions.kind, "gate"), counted);
}

type Shown = Pick<ReviewDetail, "gateWaivers" | "endedGateWaivers">;

/**
 * Of each gate with waivers that hold the one that does for longest, also where the gate is met without it by now; of another the
 * last one, where that was ended before its day.
 */
export async function lastGateWaivers(ctx: Context, reviewId: number): Promise<Shown> {
  const known = await exceptionsWhere(ctx, ofGate(reviewId, waiverCounts("exceptions", ctx.day)));
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
