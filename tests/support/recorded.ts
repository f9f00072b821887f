import { asc } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { events } from "#db/schema/index.ts";
import { NOW } from "./actors.ts";

/** What the stream holds, in order: type, subject and data of each event. */
export async function recorded(db: Db) {
  const rows = await db.select().from(events).orderBy(asc(events.id));
  return rows.map(({ type, subjectKind, subjectId, data }) => ({ type, subject: [subjectKind, subjectId], data }));
}

/** The types of the events so far, in order. */
export async function recordedTypes(db: Db): Promise<string[]> {
  return (await recorded(db)).map(({ type }) => type);
}

/** As the migration leaves a database that had rows before the seals covered them: the next seal covers what fixtures wrote. */
export async function beginCover(db: Db): Promise<void> {
  const subject = { subjectKind: "program", subjectId: 1, data: {}, requestId: "migration" } as const;
  await db.insert(events).values({ ...subject, at: NOW, type: "record.coverage-began", actorKind: "system" });
}
