import { type Column, ilike, type SQL } from "drizzle-orm";

/** Whether a column contains this text, ignoring case; LIKE wildcards are matched literally. */
export function contains(column: Column, text: string): SQL {
  return ilike(column, `%${text.replace(/[\\%_]/g, "\\$&")}%`);
}
