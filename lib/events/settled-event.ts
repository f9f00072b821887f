import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { events } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";

const LOOK_MS = 100;
const LOOKS = 20;

/**
 * The last event that no other can come before any more, or null when there is none for now. An id is given before its event
 * is committed, so a lower one may still appear: until all who were writing when this one was seen have ended.
 */
export async function settledEvent(ctx: Context): Promise<number | null> {
  const [newest] = await ctx.db.select({ id: sql<number | null>`max(${events.id})` }).from(events);
  if (!newest?.id) return null;
  let writing = await writers(ctx);
  for (let look = 1; writing.length > 0; look += 1) {
    if (look > LOOKS) return null;
    await sleep(LOOK_MS);
    const still = new Set(await writers(ctx));
    writing = writing.filter((writer) => still.has(writer));
  }
  return newest.id;
}

/** The other transactions that may hold an id of an event: an insert locks the table before it takes one. */
async function writers(ctx: Context): Promise<string[]> {
  const rows = await rowsOf<{ writer: string }>(
    ctx.db,
    sql`
    select distinct virtualtransaction as writer from pg_locks
    where locktype = 'relation' and relation = 'events'::regclass and mode = 'RowExclusiveLock' and granted
      and database = (select oid from pg_database where datname = current_database()) and pid <> pg_backend_pid()`,
  );
  return rows.map(({ writer }) => writer);
}
