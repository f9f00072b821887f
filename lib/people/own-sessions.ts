import { and, desc, eq } from "drizzle-orm";
import { notEnded } from "#db/conditions/auth.ts";
import { sessions } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import { isProvider, PROVIDER_NAMES, startsHere } from "#lib/auth/providers.ts";
import { isLive } from "#lib/auth/session-rules.ts";
import type { Context } from "#lib/context.ts";
import type { OwnSession } from "./output.ts";

/**
 * The reader's own sessions, last used first, so that they can spot a stranger's. Nobody reads another person's
 * sessions, because they reveal when someone works.
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
