import { desc } from "drizzle-orm";
import { isPosted } from "#db/conditions/anchors.ts";
import { anchors } from "#db/schema/index.ts";
import { takeTurn } from "#db/take-turn.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { newestSeal } from "#lib/events/verify-seals.ts";
import { enqueue } from "#lib/jobs/queue.ts";
import { addAnchor } from "./add-anchor.ts";
import { isDue } from "./rules.ts";
import { type AnchorTarget, anchorTarget } from "./target.ts";

/**
 * Queues the newest seal for posting if due and a target exists, and returns the anchor's id. Like sealing, records no
 * event, because that event would need sealing and posting too: the row is the record.
 */
export async function queueAnchor(ctx: Context, target: AnchorTarget | null = anchorTarget()): Promise<number | null> {
  ensure(may(ctx.actor, "audit.post-anchor", null));
  if (!target) return null;
  return transaction(ctx, async (ctx) => {
    if (!(await takeTurn(ctx.db, "queueAnchor"))) return null;
    const seal = await newestSeal(ctx);
    if (!seal) return null;
    const last = ctx.db.select().from(anchors).orderBy(desc(anchors.id)).limit(1).$dynamic();
    const [tried = null] = await last;
    const [posted = null] = await last.where(isPosted());
    if (!isDue(seal.hash, { tried, posted }, ctx.now)) return null;
    const anchorId = await addAnchor(ctx, seal);
    await enqueue(ctx, { name: "post-anchor", data: { anchorId } });
    return anchorId;
  });
}
