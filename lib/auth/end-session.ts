import { and, eq } from "drizzle-orm";
import { notEnded } from "#db/conditions/auth.ts";
import { sessions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import { hashSessionId } from "./session-id.ts";

/** Ends a session on the server, invalidating its cookie. Ending a session twice is harmless. */
export async function endSession(ctx: Context, sessionId: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [ended] = await tx
      .update(sessions)
      .set({ endedAt: ctx.now })
      .where(and(eq(sessions.idHash, hashSessionId(sessionId)), notEnded()))
      .returning({ personId: sessions.personId });
    if (!ended) return;
    const subject = { kind: "person", id: ended.personId } as const;
    await record({ ...ctx, db: tx }, { type: "session.ended", subject, data: ended });
  });
}
