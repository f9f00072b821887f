import { and, asc, desc, gt, isNotNull, not } from "drizzle-orm";
import { isPosted } from "#db/conditions/anchors.ts";
import { anchors, eventSeals } from "#db/schema/index.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { isOverdue } from "./rules.ts";
import { type AnchorTarget, anchorTarget } from "./target.ts";

/**
 * `host`: the current target; the last anchor may have gone elsewhere. `failing`: when failures since the last success
 * began, and the latest problem. `overdue`: creation time of the first seal that should have been posted by now.
 */
type AnchorStatus = {
  host: string | null;
  posted: { sealNumber: number; at: Date } | null;
  failing: { since: Date; problem: string } | null;
  overdue: Date | null;
};

export async function anchorStatus(ctx: Context, target: AnchorTarget | null = anchorTarget()): Promise<AnchorStatus> {
  ensure(may(ctx.actor, "audit.read", null));
  const [last] = await ctx.db.select().from(anchors).where(isPosted()).orderBy(desc(anchors.id)).limit(1);
  const failed = and(not(isPosted()), isNotNull(anchors.problem), gt(anchors.id, last?.id ?? 0));
  const [first] = await ctx.db.select().from(anchors).where(failed).orderBy(asc(anchors.id)).limit(1);
  const [newest] = await ctx.db.select().from(anchors).where(failed).orderBy(desc(anchors.id)).limit(1);
  const after = gt(eventSeals.number, last?.sealNumber ?? 0);
  const [next] = await ctx.db.select().from(eventSeals).where(after).orderBy(asc(eventSeals.number)).limit(1);
  return {
    host: target?.host ?? null,
    posted: last?.postedAt ? { sealNumber: last.sealNumber, at: last.postedAt } : null,
    failing: first && newest?.problem ? { since: first.askedAt, problem: newest.problem } : null,
    overdue: target && next && isOverdue(next.sealedAt, ctx.now) ? next.sealedAt : null,
  };
}
