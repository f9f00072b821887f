import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows-of.ts";
import type { Section } from "./sections.ts";

/** Maximum bytes held at a time; a longer row is held alone. */
const HELD_BYTES = 2_000_000;
/** The number of rows whose lengths are examined first. */
const LOOKED_AT = 2_000;

/** Fixes how values are written as text, so that server or account settings cannot change it. */
export async function settleText(db: Db): Promise<void> {
  await db.execute(sql`select set_config(name, value, true) from (values ('TimeZone', 'UTC'), ('DateStyle', 'ISO, YMD'),
    ('IntervalStyle', 'postgres'), ('bytea_output', 'hex'), ('extra_float_digits', '3')) settings (name, value)`);
}

/**
 * The rows of a section as lines of JSON, in portions, in a transaction. One cursor runs ahead to measure lengths, so
 * that few long rows are fetched at a time: memory stays flat whatever the table contains.
 */
export async function* readSection(db: Db, section: Section): AsyncGenerator<string[]> {
  const line = sql`to_json(array[${sql.join(section.columns.map(asText), sql`, `)}])::text`;
  const order = sql.join(section.order.map(identifier), sql`, `);
  const from = sql`from ${sql.identifier(section.table)} ${linked(section)} order by ${order}`;
  await db.execute(sql`declare lengths no scroll cursor for select octet_length(${line}) as bytes ${from}`);
  await db.execute(sql`declare lines no scroll cursor for select ${line} as line ${from}`);
  for (let ahead = await lengths(db); ahead.length > 0; ahead = await lengths(db)) {
    for (const rows of portions(ahead)) yield await lines(db, rows);
  }
  await db.execute(sql`close lengths`);
  await db.execute(sql`close lines`);
}

/** The last number from the table's sequence; null if it has none or is unused. */
export async function lastNumber(db: Db, { table, numbered }: Section): Promise<number | null> {
  if (numbered === null) return null;
  const found = await rowsOf<{ last: number | null }>(
    db,
    sql`select pg_sequence_last_value(pg_get_serial_sequence(${table}, ${numbered})::regclass)::float8 as last`,
  );
  return found[0]?.last ?? null;
}

function linked({ kind, columns }: Section): SQL {
  const [, link] = columns;
  return kind === "links" && link ? sql`where ${sql.identifier(link.name)} is not null` : sql``;
}

function asText({ name }: { name: string }): SQL {
  return sql`${sql.identifier(name)}::text`;
}

function identifier(name: string): SQL {
  return sql`${sql.identifier(name)}`;
}

async function lengths(db: Db): Promise<number[]> {
  const count = sql.raw(String(LOOKED_AT));
  const found = await rowsOf<{ bytes: number }>(db, sql`fetch forward ${count} from lengths`);
  return found.map(({ bytes }) => bytes);
}

async function lines(db: Db, rows: number): Promise<string[]> {
  const count = sql.raw(String(rows));
  const found = await rowsOf<{ line: string }>(db, sql`fetch forward ${count} from lines`);
  return found.map(({ line }) => line);
}

/** How many rows to hold at a time. */
export function portions(lengths: readonly number[], most = HELD_BYTES): number[] {
  const counts: number[] = [];
  let held = Number.POSITIVE_INFINITY;
  for (const length of lengths) {
    if (held + length > most) {
      counts.push(0);
      held = 0;
    }
    counts.push((counts.pop() ?? 0) + 1);
    held += length;
  }
  return counts;
}
