import { sql } from "drizzle-orm";
import { events } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { hasLastingWriter } from "./seal-holders.ts";

/**
 * The last event that no other can come before any more, or null when there is none for now. An id is given before its event
 * is committed, so a lower one may still appear: until all who were writing when this one was seen have ended.
 */
export async function settledEvent(ctx: Context): Promise<number | null> {
  const [newest] = await ctx.db.select({ id: sql<number | null>`max(${events.id})` }).from(events);
  if (!newest?.id) return null;
  return (await hasLastingWriter(ctx)) ? null : newest.id;
}
