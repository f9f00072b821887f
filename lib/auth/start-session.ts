import { sessions } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import { issuerOf, type ProviderId } from "./providers.ts";
import { hashSessionId, newSessionId } from "./session-id.ts";
import { ABSOLUTE_MS } from "./session-rules.ts";

/** Starts a session for the requesting person and returns its id, which is stored nowhere else. */
export async function startSession(ctx: Context & { actor: PersonActor }, provider: ProviderId): Promise<string> {
  const { personId } = ctx.actor;
  const sessionId = newSessionId();
  await ctx.db.transaction(async (tx) => {
    await tx.insert(sessions).values({
      idHash: hashSessionId(sessionId),
      personId,
      provider,
      issuer: issuerOf(provider),
      createdAt: ctx.now,
      lastSeenAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + ABSOLUTE_MS),
    });
    const subject = { kind: "person", id: personId } as const;
    await record({ ...ctx, db: tx }, { type: "session.started", subject, data: { personId, provider } });
  });
  return sessionId;
}
