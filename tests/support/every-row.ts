import { sql } from "drizzle-orm";
import { expect } from "vitest";
import type { Db } from "#db/client.ts";

type Rows = { rows: { text: string }[] };

/** Every row of every table of the product, as text: to look for what must be nowhere. Without those tables that are named. */
export async function everyRow(db: Pick<Db, "execute">, without: readonly string[] = []): Promise<string> {
  const query = (text: string) => db.execute(sql.raw(text)) as unknown as Promise<Rows>;
  const { rows: tables } = await query(
    "select tablename as text from pg_tables where schemaname = 'public' order by 1",
  );
  const names = tables.map(({ text }) => text).filter((name) => !without.includes(name));
  expect(names.length).toBeGreaterThan(40);
  const parts = names.map((name) => `(select coalesce(json_agg(row)::text, '') as text from "${name}" as row)`);
  const { rows } = await query(parts.join(" union all "));
  return rows.map(({ text }) => text).join("\n");
}
