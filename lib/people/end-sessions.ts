import { transaction } from "#db/transaction.ts";
import { endSessionsOf } from "#lib/auth/end-sessions-of.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type EndSessionsInput, endSessionsInput } from "./input.ts";
import { lockPerson } from "./lock-person.ts";
import type { SessionsEnded } from "./output.ts";

/**
 * Signs a person out everywhere, including copies of their cookie. If the person ends their own sessions, the current
 * one ends too.
 */
export async function endSessions(ctx: Context, input: EndSessionsInput): Promise<SessionsEnded> {
  const { personId } = parse(endSessionsInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "sessions.end", { personId }));
    await lockPerson(ctx, personId);
    const sessions = await endSessionsOf(ctx, personId);
    if (sessions > 0) {
      await record(ctx, {
        type: "person.sessions-ended",
        subject: { kind: "person", id: personId },
        data: { personId, sessions },
      });
    }
    return { personId, sessions };
  });
}
