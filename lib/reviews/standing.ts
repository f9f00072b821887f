import type { Permission } from "#lib/auth/actor.ts";
import { mayInReview } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { reviewRef } from "#lib/paths.ts";
import { partsIn } from "./change.ts";
import { loadReview } from "./detail.ts";
import type { ReviewVerb } from "./rules.ts";

export type Standing = { id: number; ref: string; sequence: number; revision: number; permission: Permission };

/** Where a review stands for one verb: for a page beside the review's own that offers it. */
export async function standingFor(ctx: Context, reviewId: number, verb: ReviewVerb): Promise<Standing> {
  const row = await loadReview(ctx, reviewId);
  const permission = mayInReview(ctx.actor, verb, await partsIn(ctx, row));
  return { id: row.id, ref: reviewRef(row.id), sequence: row.sequence, revision: row.currentRevision, permission };
}
