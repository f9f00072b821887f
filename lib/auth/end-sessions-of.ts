import { and, eq } from "drizzle-orm";
import { notEnded } from "#db/conditions/auth.ts";
import { sessions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { isLive } from "./session-rules.ts";

/** Ends every session of a person, for the verb that says why. Answers how many of them could still be used. */
export async function endSessionsOf(ctx: Context, personId: number): Promise<number> {
  const ended = await ctx.db
    .update(sessions)
    .set({ endedAt: ctx.now })
    .where(and(eq(sessions.personId, personId), notEnded()))
    .returning({ lastSeenAt: sessions.lastSeenAt, expiresAt: sessions.expiresAt });
  return ended.filter((times) => isLive({ ...times, endedAt: null }, ctx.now)).length;
}
