import { type Column, type SQL, sql } from "drizzle-orm";

/** The text of a column to its first character: the embedded database leaves out a byte order mark that it begins with. */
export function wholeText(column: Column): SQL<string> {
  return sql<string>`'.' || ${column}`.mapWith((text: string) => text.slice(1));
}
