import { PgTransaction } from "drizzle-orm/pg-core";
import type { Db } from "./client.ts";

/**
 * Whether `db` is a transaction, which has one connection and may read an older snapshot, rather than the database
 * itself.
 */
export function isTransaction(db: Db): boolean {
  return db instanceof PgTransaction;
}
