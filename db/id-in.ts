import { type AnyColumn, type SQL, sql } from "drizzle-orm";

/** Matches any of these ids with a single parameter, unlike `inArray`, which writes one for each. */
export function idIn(column: AnyColumn, ids: readonly number[]): SQL {
  return sql`${column} = any(${`{${ids.join(",")}}`}::int[])`;
}
