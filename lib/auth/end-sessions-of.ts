import { and, eq } from "drizzle-orm";
import { notEnded } from "#db/conditions/auth.ts";
import { sessions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { isLive } from "./session-rules.ts";

/** Ends all sessions of a person; the calling verb records why. Returns how many were still usable. */
export async function endSessionsOf(ctx: Context, personId: number): Promise<number> {
  const ended = await ctx.db
    .update(sessions)
    .set({ endedAt: ctx.now })
    .where(and(eq(sessions.personId, personId), notEnded()))
    .returning({ lastSeenAt: sessions.lastSeenAt, expiresAt: sessions.expiresAt });
  return ended.filter((times) => isLive({ ...times, endedAt: null }, ctx.now)).length;
}
