import { and, asc, eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import { exceptionHoldsIn } from "#db/conditions/exceptions.ts";
import { isOfClaim, waiverCounts, waiverCountsFor } from "#db/conditions/reviews.ts";
import { exceptions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { exceptionsWhere } from "#lib/exceptions/queries.ts";
import { longestHeld } from "#lib/exceptions/rules.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { WAIVABLE_GATES } from "#lib/reviews/rules/gates.ts";

/** The gate waivers of this review for its current state, oldest first, valid or not. Scoped by the caller. */
export function gateWaivers(ctx: Context, reviewId: number) {
  return waiversWhere(ctx, reviewId, waiverCounts("exceptions", ctx.day));
}

/** As `gateWaivers`, for the evidence of a revision, whatever was found since. */
export function gateWaiversFor(ctx: Context, reviewId: number, revision: number | null) {
  return waiversWhere(ctx, reviewId, waiverCountsFor("exceptions", revision));
}

/**
 * As `gateWaivers`, limited to those that can be ended: valid ones, including those that count only once later
 * obstacles are gone.
 */
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
 * For each gate with valid waivers, the one valid longest, even if the gate is now met without it; otherwise the last
 * one, if it was ended early.
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
