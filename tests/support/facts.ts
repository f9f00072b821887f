import { type SQL, sql } from "drizzle-orm";
import { vi } from "vitest";
import type { Db } from "#db/client.ts";
import { reviews } from "#db/schema/index.ts";

/** Makes the facts of all reviews due, or of those of which a condition holds: as if each had been written to. */
export async function makeDue(db: Db, where?: SQL): Promise<void> {
  await db
    .update(reviews)
    .set({ sequence: sql`${reviews.sequence}` })
    .where(where);
}

/** What is done while another instance writes facts, so that those that are due are computed. */
export async function whileOthersWrite<T>(db: Db, work: () => Promise<T>): Promise<T> {
  const busy = vi.spyOn(db, "transaction").mockResolvedValue([]);
  try {
    return await work();
  } finally {
    busy.mockRestore();
  }
}
