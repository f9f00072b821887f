import { type Column, type SQL, sql } from "drizzle-orm";

/** The rows whose id is one of these: one parameter, however many there are. */
export function idsIn(column: Column, ids: readonly number[]): SQL {
  return sql`${column} = any(${`{${ids.join(",")}}`}::int[])`;
}
