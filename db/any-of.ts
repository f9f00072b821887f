import { type AnyColumn, type SQL, sql } from "drizzle-orm";

/** The column holds one of these ids: one parameter however many there are, where `inArray` writes one for each. */
export function anyOf(column: AnyColumn, ids: readonly number[]): SQL {
  return sql`${column} = any(${`{${ids.join(",")}}`}::int[])`;
}
