import { getTableColumns, type SQL, sql } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import { reviewFacts } from "#db/schema/index.ts";

type Key = keyof typeof reviewFacts.$inferSelect;

/** The columns of `review_facts` in order, with their names in the schema and in the database. */
export function factColumns(): { key: Key; name: SQL }[] {
  return (Object.keys(getTableColumns(reviewFacts)) as Key[]).map((key) => ({
    key,
    name: sql`${sql.identifier(toSnakeCase(key))}`,
  }));
}
