import { and, desc, eq } from "drizzle-orm";
import { notEnded } from "#db/conditions/auth.ts";
import { sessions } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import { isProvider, PROVIDER_NAMES, startsHere } from "#lib/auth/providers.ts";
import { isLive } from "#lib/auth/session-rules.ts";
import type { Context } from "#lib/context.ts";
import type { OwnSession } from "./output.ts";

/**
 * Where whoever asks is signed in, the last used first: one that they do not know is someone else's. Nobody reads those of another,
 * since they tell when a person works.
 */
export async function ownSessions({ db, now, actor }: Context): Promise<OwnSession[]> {
  const person = personOf(actor);
  if (!person) return [];
  const rows = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.personId, person.personId), notEnded()))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.createdAt));
  return rows.flatMap(({ provider, issuer, createdAt, ...times }) =>
    isProvider(provider) && startsHere({ provider, issuer }) && isLive(times, now)
      ? [{ by: PROVIDER_NAMES[provider], since: createdAt, lastUsedAt: times.lastSeenAt }]
      : [],
  );
}
