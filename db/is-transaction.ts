import { PgTransaction } from "drizzle-orm/pg-core";
import type { Db } from "./client.ts";

/** Whether this is a transaction, which has one connection and may read of a moment that is over, not the database itself. */
export function isTransaction(db: Db): boolean {
  return db instanceof PgTransaction;
}
