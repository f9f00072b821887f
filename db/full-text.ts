import { type Column, type SQL, sql } from "drizzle-orm";

/** A column's full text including its first character: the embedded database drops a leading byte order mark. */
export function fullText(column: Column): SQL<string> {
  return sql<string>`'.' || ${column}`.mapWith((text: string) => text.slice(1));
}
