import { and, asc, desc, gt, isNotNull, not } from "drizzle-orm";
import { anchors } from "#db/schema/index.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { isPosted } from "./conditions.ts";
import { type AnchorTarget, anchorTarget } from "./target.ts";

/** `failing` is since when posting fails and what was wrong the last time, after which nothing was posted. */
export type AnchorStatus = {
  host: string | null;
  posted: { sealNumber: number; at: Date } | null;
  failing: { since: Date; problem: string } | null;
};

/** Whether anchors reach their target. */
export async function anchorStatus(ctx: Context, target: AnchorTarget | null = anchorTarget()): Promise<AnchorStatus> {
  ensure(may(ctx.actor, "audit.read", null));
  const [last] = await ctx.db.select().from(anchors).where(isPosted()).orderBy(desc(anchors.id)).limit(1);
  const failed = and(not(isPosted()), isNotNull(anchors.problem), gt(anchors.id, last?.id ?? 0));
  const [first] = await ctx.db.select().from(anchors).where(failed).orderBy(asc(anchors.id)).limit(1);
  const [newest] = await ctx.db.select().from(anchors).where(failed).orderBy(desc(anchors.id)).limit(1);
  return {
    host: target?.host ?? null,
    posted: last?.postedAt ? { sealNumber: last.sealNumber, at: last.postedAt } : null,
    failing: first && newest?.problem ? { since: first.askedAt, problem: newest.problem } : null,
  };
}
