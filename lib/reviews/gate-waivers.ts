import { and, asc, eq } from "drizzle-orm";
import { waivers } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { waiverCounts } from "./conditions.ts";

/** The waivers of gates of this review that are about what stands, the oldest first, whether they hold or not. Scoped by the caller. */
export function gateWaivers(ctx: Context, reviewId: number) {
  const counted = and(eq(waivers.reviewId, reviewId), waiverCounts("waivers"));
  return ctx.db.select().from(waivers).where(counted).orderBy(asc(waivers.id));
}
