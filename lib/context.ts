import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { program } from "#db/schema/index.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { DEFAULT_TIME_ZONE, dayIn, type Now } from "#lib/zoned-time.ts";

/**
 * What every verb and query is given: who asks, where the data is, what time it is, which day that is where the program
 * lives (YYYY-MM-DD), and the request it belongs to. `settings` are the program's as the day was read with them: who wants
 * them asks `programSettings`.
 */
export type Context = {
  actor: Actor;
  db: Db;
  now: Date;
  day: string;
  requestId: string;
  settings?: typeof program.$inferSelect | undefined;
};

/** A context at its moment, with the day it is in the program's time zone. */
export async function openContext<A extends Actor>(
  parts: Omit<Context, "day" | "actor" | "settings"> & { actor: A },
): Promise<Context & { actor: A }> {
  return { ...parts, ...(await today(parts.db, parts.now)) };
}

/** The day it is in the program's time zone, and the settings it was read with. */
export async function today(db: Db, now: Date): Promise<Pick<Context, "day" | "settings">> {
  const [settings] = await db.select().from(program).where(eq(program.id, 1));
  const { at, timeZone } = nowOf({ now, settings });
  return { day: dayIn(at, timeZone), settings };
}

/** The moment of a context with the program's zone, as pages tell it. */
export function nowOf({ now, settings }: Pick<Context, "now" | "settings">): Now {
  return { at: now, timeZone: settings?.timeZone ?? DEFAULT_TIME_ZONE };
}
