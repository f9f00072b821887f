import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { reviews } from "#db/schema/index.ts";

/** Makes the facts of all reviews due, or of those of which a condition holds: as if each had been written to. */
export async function makeDue(db: Db, where?: SQL): Promise<void> {
  await db
    .update(reviews)
    .set({ sequence: sql`${reviews.sequence}` })
    .where(where);
}
