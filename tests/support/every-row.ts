import { sql } from "drizzle-orm";
import { expect } from "vitest";
import type { Db } from "#db/client.ts";

/** Every row of every table of the product, as text: to look for what must be nowhere. */
export async function everyRow(db: Db): Promise<string> {
  const rowsOf = async (query: string) =>
    ((await db.execute(sql.raw(query))) as unknown as { rows: { text: string }[] }).rows;
  const tables = await rowsOf("select tablename as text from pg_tables where schemaname = 'public'");
  const texts: string[] = [];
  for (const { text } of tables) {
    const rows = await rowsOf(`select coalesce(json_agg(each)::text, '') as text from "${text}" as each`);
    texts.push(...rows.map(({ text }) => text));
  }
  expect(texts.length).toBeGreaterThan(40);
  return texts.join("\n");
}
