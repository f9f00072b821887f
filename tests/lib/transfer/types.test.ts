import { type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  customType,
  date,
  doublePrecision,
  integer,
  interval,
  jsonb,
  numeric,
  pgTable,
  real,
  text,
  timestamp,
} from "drizzle-orm/pg-core";
import { beforeEach, describe, expect, it } from "vitest";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows-of.ts";
import { transaction } from "#db/transaction.ts";
import { textOf } from "#lib/transfer/export-program.ts";
import { takeLines } from "#lib/transfer/import-program.ts";
import { portions } from "#lib/transfer/read-section.ts";
import type { SectionEnd } from "#lib/transfer/rules/format.ts";
import { sectionsOf } from "#lib/transfer/sections.ts";
import { systemContext } from "#tests/support/actors.ts";
import { useTestDatabase } from "#tests/support/database.ts";

const bytea = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });
const odd = pgTable("odd_things", {
  id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  nextId: bigint({ mode: "number" }).references((): AnyPgColumn => odd.id),
  large: bigint({ mode: "bigint" }),
  exact: numeric(),
  data: jsonb(),
  bytes: bytea(),
  words: text().array(),
  grid: integer().array().array(),
  at: timestamp({ withTimezone: true, precision: 6 }),
  plain: timestamp({ precision: 6 }),
  day: date(),
  span: interval(),
  yes: boolean(),
  single: real(),
  double: doublePrecision(),
  word: text(),
});
const SECTIONS = sectionsOf([odd]);

const ROWS = sql`
  insert into odd_things (id, next_id, large, exact, data, bytes, words, grid, at, plain, day, span, yes, single, double, word)
  overriding system value values
  (1, 7, 9223372036854775807, 12345678901234567890.000000000123456789, 'null', '\\x00ff5c0a', array['a,b', null, '"{}\\', ''],
    array[[1, 2], [3, null]], '2026-11-25 09:00:00.123456+02', '1999-12-31 23:59:59.999999', '0044-03-15 BC', '1 mon -3 days 04:05:06.7', true,
    0.1, 0.1, E'tab\\t line\\n \\u2028 \\u0001 “quote” \\\\ 🛡'),
  (4, null, -9223372036854775808, 'NaN', '{"n": 12345678901234567890.5, "t": "\\u00e9\\n", "a": [null, true, 1e2]}', '', array[]::text[],
    null, 'infinity', '-infinity', '9999-12-31', '-00:00:00.000001', false, 'Infinity', 5e-324, ''),
  (7, 4, null, null, null, null, null, null, null, null, null, null, null, '-0', 'NaN', null)`;

describe("values that move to another database", () => {
  const database = useTestDatabase();
  // A table of its own is made by the owner.
  const db = () => database().owner;
  beforeEach(async () => {
    await db().execute(sql`drop table if exists odd_things`);
    await db().execute(sql`create table odd_things (id bigint primary key generated always as identity,
      next_id bigint references odd_things, large bigint, exact numeric, data jsonb, bytes bytea, words text[], grid integer[][],
      at timestamptz(6), plain timestamp(6), day date, span interval, yes boolean, single real, double double precision, word text)`);
    await db().execute(ROWS);
    await db().execute(sql`select setval(pg_get_serial_sequence('odd_things', 'id'), 5)`);
  });

  /** All values as bytes that the database itself makes of them. */
  const stored = (db: Db) =>
    rowsOf<Record<string, string>>(
      db,
      sql`select id::text, next_id, int8send(large) as large, numeric_send(exact) as exact, jsonb_send(data) as data, bytes, array_send(words) as words,
        array_send(grid) as grid, timestamptz_send(at) as at, timestamp_send(plain) as plain, date_send(day) as day, interval_send(span) as span,
        yes, float4send(single) as single, float8send(double) as double, textsend(word) as word from odd_things order by id`,
    );

  async function exported(ends: SectionEnd[] = [], before?: SQL): Promise<string[]> {
    return transaction(systemContext(db()), async (ctx) => {
      if (before) await ctx.db.execute(before);
      let all = "";
      for await (const text of textOf(ctx, SECTIONS, ends)) all += text;
      return all.trimEnd().split("\n").slice(1);
    });
  }

  async function* each(lines: string[]) {
    yield* lines;
  }

  it("are as they were to the bit, whatever the session writes dates and bytes like, and are numbered on", async () => {
    const before = await stored(db());
    const ends: SectionEnd[] = [];
    const lines = await exported(
      ends,
      sql`select set_config('datestyle', 'German', true), set_config('bytea_output', 'escape', true)`,
    );
    expect(ends.map(({ section, rows }) => [section, rows])).toEqual([
      ["odd_things", 3],
      ["odd_things.next_id", 2],
    ]);
    await db().execute(sql`truncate odd_things restart identity`);
    await transaction(systemContext(db()), (ctx) => takeLines(ctx, each(lines), SECTIONS));
    expect(await stored(db())).toEqual(before);
    await db().execute(sql`insert into odd_things (word) values ('next')`);
    expect(await rowsOf(db(), sql`select id::int from odd_things where word = 'next'`)).toEqual([{ id: 8 }]);
  });

  it("are numbered on after the last number that was given, though its row is gone", async () => {
    await db().execute(sql`select setval(pg_get_serial_sequence('odd_things', 'id'), 40)`);
    const lines = await exported();
    await db().execute(sql`truncate odd_things restart identity`);
    await transaction(systemContext(db()), (ctx) => takeLines(ctx, each(lines), SECTIONS));
    await db().execute(sql`insert into odd_things (word) values ('next')`);
    expect(await rowsOf(db(), sql`select id::int from odd_things where word = 'next'`)).toEqual([{ id: 41 }]);
  });

  it("are read in many portions as in one", async () => {
    await db().execute(sql`select setval(pg_get_serial_sequence('odd_things', 'id'), 7)`);
    await db().execute(sql`insert into odd_things (word) select repeat('x', 1500) from generate_series(1, 2500)`);
    await db().execute(sql`insert into odd_things (word) select repeat('y', 3000000) from generate_series(1, 2)`);
    const words = () => rowsOf(db(), sql`select id::int, next_id::int, md5(word) as word from odd_things order by id`);
    const before = await words();
    const lines = await exported();
    await db().execute(sql`truncate odd_things restart identity`);
    await transaction(systemContext(db()), (ctx) => takeLines(ctx, each(lines), SECTIONS));
    expect(before).toHaveLength(2505);
    expect(await words()).toEqual(before);
  });

  it("are held few at a time where they are long", () => {
    expect(portions([])).toEqual([]);
    expect(portions([1, 1, 1], 2)).toEqual([2, 1]);
    expect(portions([9, 1, 1, 9], 2)).toEqual([1, 2, 1]);
    expect(portions([0, 0, 0], 2)).toEqual([3]);
  });
});
