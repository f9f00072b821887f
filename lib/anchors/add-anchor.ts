import { lte, sql } from "drizzle-orm";
import { anchors, eventSeals } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { SealRow } from "#lib/events/seal-hash.ts";

/** Marks a seal for posting and returns the id of its anchor. */
export async function addAnchor(ctx: Context, seal: SealRow): Promise<number> {
  const [sealed] = await ctx.db
    .select({ events: sql<number>`sum(${eventSeals.count})::int` })
    .from(eventSeals)
    .where(lte(eventSeals.number, seal.number));
  const [anchor] = await ctx.db
    .insert(anchors)
    .values({
      sealNumber: seal.number,
      hash: seal.hash,
      sealedAt: seal.sealedAt,
      events: sealed?.events ?? seal.count,
      askedAt: ctx.now,
    })
    .returning({ id: anchors.id });
  if (!anchor) throw new Error("The anchor was not added");
  return anchor.id;
}
