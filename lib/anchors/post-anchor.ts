import { and, eq, not } from "drizzle-orm";
import { isPosted } from "#db/conditions/anchors.ts";
import { anchors } from "#db/schema/index.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound, Unavailable } from "#lib/errors.ts";
import { programSettings } from "#lib/program/settings.ts";
import { type AnchorTarget, anchorTarget } from "./target.ts";

/**
 * Posts an anchor and records success or failure on its row; throws on failure so the caller retries. Holds no
 * transaction meanwhile. Posts nothing twice, and nothing without a target.
 */
export async function postAnchor(
  ctx: Context,
  anchorId: number,
  target: AnchorTarget | null = anchorTarget(),
): Promise<void> {
  ensure(may(ctx.actor, "audit.post-anchor", null));
  const [anchor] = await ctx.db.select().from(anchors).where(eq(anchors.id, anchorId));
  if (!anchor) throw new NotFound("The anchor");
  if (anchor.postedAt || !target) return;
  const { name: program } = await programSettings(ctx);
  const { hash: seal, sealedAt, events } = anchor;
  const problem = await target.post({ program, seal, sealedAt: sealedAt.toISOString(), events });
  await ctx.db
    .update(anchors)
    .set({ problem, postedAt: problem === null ? ctx.now : null })
    // Another instance may have posted the anchor meanwhile.
    .where(and(eq(anchors.id, anchorId), not(isPosted())));
  if (problem !== null) throw new Unavailable(`The anchor was not posted to ${target.host}. ${problem}`);
}
