import type { SQL } from "drizzle-orm";

/** A database, a transaction or a single connection, of either driver. */
export type Executes = { execute: (query: SQL) => PromiseLike<unknown> };

/** The rows of a raw SQL query. Both drivers return them, under types of their own. */
export async function rowsOf<Row>(db: Executes, query: SQL): Promise<Row[]> {
  return ((await db.execute(query)) as { rows: Row[] }).rows;
}
