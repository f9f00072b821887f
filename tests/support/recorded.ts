import { asc } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { events } from "#db/schema/index.ts";

/** What the stream holds, in order: type, subject and data of each event. */
export async function recorded(db: Db) {
  const rows = await db.select().from(events).orderBy(asc(events.id));
  return rows.map(({ type, subjectKind, subjectId, data }) => ({ type, subject: [subjectKind, subjectId], data }));
}

/** The types of the events so far, in order. */
export async function recordedTypes(db: Db): Promise<string[]> {
  return (await recorded(db)).map(({ type }) => type);
}
