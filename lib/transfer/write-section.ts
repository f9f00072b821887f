import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows-of.ts";
import type { Section } from "./sections.ts";

/**
 * Writes rows read by `readSection` unchanged, with their numbers. The lines are already checked to be lists of texts.
 */
export async function writeRows(db: Db, section: Section, lines: readonly string[]): Promise<void> {
  const values = section.columns.map(({ type }, index) => sql.raw(castOf(index, type)));
  const from = sql`from jsonb_array_elements(${`[${lines.join(",")}]`}::jsonb) as line (r)`;
  const table = sql.identifier(section.table);
  const names = section.columns.map(({ name }) => sql`${sql.identifier(name)}`);
  const all = (parts: SQL[]) => sql.join(parts, sql`, `);
  const write =
    section.kind === "links"
      ? sql`update ${table} as t set ${names[1]} = ${values[1]} ${from} where t.${names[0]} = ${values[0]}`
      : sql`insert into ${table} (${all(names)}) overriding system value select ${all(values)} ${from}`;
  await db.execute(write);
}

/** Casts one text of a row to its column's type. */
function castOf(index: number, type: string): string {
  return `(r ->> ${index})::${type}`;
}

/** Continues a table's sequence after `last` and after every existing row. A rollback does not undo this. */
export async function numberOn(db: Db, { table, numbered }: Section, last: number | null): Promise<void> {
  if (numbered === null) return;
  const highest = sql`greatest((select max(${sql.identifier(numbered)}) from ${sql.identifier(table)}), ${last}::bigint)`;
  const there = sql`select ${highest} as last`;
  const sequence = sql`pg_get_serial_sequence(${table}, ${numbered})::regclass`;
  await db.execute(sql`select setval(${sequence}, there.last) from (${there}) there where there.last is not null`);
}

/** Blocks all other writers until the transaction ends. Events are numbered, so nobody may add one in between. */
export async function holdTables(db: Db, sections: readonly Section[]): Promise<void> {
  const changed = sections.filter(({ kind, table }) => kind === "rows" && !KEPT.includes(table));
  const names = changed.map(({ table }) => sql`${sql.identifier(table)}`);
  await db.execute(sql`lock table ${sql.join(names, sql`, `)} in share row exclusive mode`);
}

/** Append-only tables: nobody needs the right to change them, which such a lock would require. */
const KEPT = ["events", "event_seals"];

/** The tables that contain rows. */
export async function filledTables(db: Db, sections: readonly Section[]): Promise<string[]> {
  const tables = sections.filter(({ kind }) => kind === "rows").map(({ table }) => table);
  const each = tables.map((table) => sql`select ${table} as name where exists (select from ${sql.identifier(table)})`);
  const found = await rowsOf<{ name: string }>(db, sql.join(each, sql` union all `));
  return tables.filter((table) => found.some(({ name }) => name === table));
}
