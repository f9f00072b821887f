import { type Column, type SQL, sql } from "drizzle-orm";

/** Sorts by name, case-insensitively and independently of the database locale. */
export function byName(name: Column): SQL<string> {
  return sql<string>`lower(${name}) collate "C"`;
}
