import type { Permission } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { reviewRef } from "#lib/paths.ts";
import { partsIn } from "#lib/reviews/change.ts";
import { loadReview } from "#lib/reviews/detail.ts";
import { mayReview } from "#lib/reviews/rules/may-review.ts";
import { openAsks, type WaiverAsk } from "./waiver-asks.ts";

type WaiverView = {
  review: { id: number; ref: string; sequence: number };
  revision: number;
  asks: WaiverAsk[];
  asking: Permission;
  giving: Permission;
  ending: Permission;
};

/** A review's result waivers, for a separate page that offers them. */
export async function waiverView(ctx: Context, reviewId: number): Promise<WaiverView> {
  const row = await loadReview(ctx, reviewId);
  const parts = await partsIn(ctx, row);
  return {
    review: { id: row.id, ref: reviewRef(row.id), sequence: row.sequence },
    revision: row.currentRevision,
    asks: await openAsks(ctx, row.id, []),
    asking: mayReview(ctx.actor, "ask_waiver", parts),
    giving: mayReview(ctx.actor, "waive", parts),
    ending: mayReview(ctx.actor, "end_waiver", parts),
  };
}
