import type { Db } from "#db/client.ts";

/** Runs `work` in one transaction: a seed that is cut short leaves nothing behind. */
export function inOneTransaction<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
  return db.transaction((tx) => work(withoutSavepoints(tx)));
}

/** The verbs' own transactions become part of the outer one: whatever fails ends the whole seed, so no savepoint is needed. */
function withoutSavepoints(tx: Db): Db {
  const flat: Db = Object.create(tx, {
    transaction: { value: (work: (db: Db) => Promise<unknown>) => work(flat) },
  });
  return flat;
}
