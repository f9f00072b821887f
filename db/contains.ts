import { type Column, ilike, type SQL } from "drizzle-orm";

/** Whether a column has this text in it, without regard to case; what LIKE would read as a pattern is plain text. */
export function contains(column: Column, text: string): SQL {
  return ilike(column, `%${text.replace(/[\\%_]/g, "\\$&")}%`);
}
