import { type Column, type SQL, sql } from "drizzle-orm";

/** The order of a list by name: without regard to case, and the same on every database, whatever its locale. */
export function byName(name: Column): SQL<string> {
  return sql<string>`lower(${name}) collate "C"`;
}
