import { and, eq, lt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { sessions } from "#db/schema/index.ts";
import { hashSessionId } from "./session-id.ts";
import { type Asking, isLive, needsTouch } from "./session-rules.ts";

type LiveSession = { personId: number; provider: string; issuer: string | null };

/** The session with this id if still usable. Records use by a person. */
export async function liveSession(
  db: Db,
  sessionId: string,
  now: Date,
  asking: Asking = "person",
): Promise<LiveSession | null> {
  const idHash = hashSessionId(sessionId);
  const [row] = await db.select().from(sessions).where(eq(sessions.idHash, idHash));
  if (!row || !isLive(row, now)) return null;
  if (asking === "person" && needsTouch(row.lastSeenAt, now)) {
    const unseen = and(eq(sessions.idHash, idHash), lt(sessions.lastSeenAt, now));
    await db.update(sessions).set({ lastSeenAt: now }).where(unseen);
  }
  return { personId: row.personId, provider: row.provider, issuer: row.issuer };
}
