import { notEnded } from "#db/conditions/auth.ts";
import { sessions } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";

/**
 * Ends the sessions in a restored backup, which may have ended after it was taken, and records the restore. Everybody
 * signs in again. Returns how many sessions ended.
 */
export async function settleRestored(ctx: Context): Promise<number> {
  ensure(may(ctx.actor, "program.transfer", null));
  return transaction(ctx, async (ctx) => {
    const ended = await ctx.db
      .update(sessions)
      .set({ endedAt: ctx.now })
      .where(notEnded())
      .returning({ personId: sessions.personId });
    const subject = { kind: "program", id: 1 } as const;
    await record(ctx, { type: "data.restored", subject, data: { sessions: ended.length } });
    return ended.length;
  });
}
