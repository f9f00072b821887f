import { asc, eq } from "drizzle-orm";
import { waivers } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";

/** Every waiver of a gate of this review, the oldest first, whether it holds or not. Scoped by the caller. */
export function gateWaivers(ctx: Context, reviewId: number) {
  return ctx.db.select().from(waivers).where(eq(waivers.reviewId, reviewId)).orderBy(asc(waivers.id));
}
