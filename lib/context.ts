import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { program } from "#db/schema/index.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { memberNameOf, setMemberName } from "#lib/member-name.ts";
import { DEFAULT_TIME_ZONE, dayIn, type Now } from "#lib/zoned-time.ts";

/**
 * Passed to every verb and query: actor, database, time, day in the program's time zone (YYYY-MM-DD) and request.
 * `settings` are those read with the day; use `programSettings` to get them.
 */
export type Context = {
  actor: Actor;
  db: Db;
  now: Date;
  day: string;
  requestId: string;
  settings?: typeof program.$inferSelect | undefined;
};

/** A context at its moment, with the date in the program's time zone. */
export async function openContext<A extends Actor>(
  parts: Omit<Context, "day" | "actor" | "settings"> & { actor: A },
): Promise<Context & { actor: A }> {
  return { ...parts, ...(await today(parts.db, parts.now)) };
}

/** Today's date in the program's time zone, with the settings used to find it. Texts get the members' name from now on. */
export async function today(db: Db, now: Date): Promise<Pick<Context, "day" | "settings">> {
  const [settings] = await db.select().from(program).where(eq(program.id, 1));
  if (settings) setMemberName(memberNameOf(settings));
  const { at, timeZone } = nowOf({ now, settings });
  return { day: dayIn(at, timeZone), settings };
}

/** A context's moment with the program's time zone, as pages show it. */
export function nowOf({ now, settings }: Pick<Context, "now" | "settings">): Now {
  return { at: now, timeZone: settings?.timeZone ?? DEFAULT_TIME_ZONE };
}
