import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db } from "#db/client.ts";
import { embeddedDb } from "#db/embedded-client.ts";
import { rowsOf } from "#db/rows-of.ts";

describe("the embedded database, as the product asks it", () => {
  let client: PGlite;
  let db: Db;
  beforeAll(async () => {
    client = await PGlite.create();
    await client.exec(`set time zone 'UTC';
      create table kept (number int primary key, words text, at timestamptz, day date, yes boolean, facts jsonb, big bigint, part numeric);`);
    db = embeddedDb(client);
  });
  afterAll(() => client.close());

  const prepared = async () => {
    const { rows } = await client.query("select statement from pg_prepared_statements where name like 'guardians%'");
    return rows.map((row) => (row as { statement: string }).statement);
  };

  it("keeps and answers every value as the ready-made client does, the first time and again", async () => {
    const words = fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\0", ""));
    const row = fc.record({
      words: fc.option(words),
      at: fc.option(fc.date({ min: new Date("1900-01-01"), max: new Date("2200-01-01"), noInvalidDate: true })),
      yes: fc.option(fc.boolean()),
      facts: fc.option(fc.dictionary(words, fc.oneof(words, fc.integer(), fc.boolean()))),
      big: fc.option(fc.maxSafeInteger()),
      part: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
    });
    await fc.assert(
      fc.asyncProperty(row, async ({ words, at, yes, facts, big, part }) => {
        await client.exec("delete from kept");
        const values = [words, at, at, yes, facts === null ? null : JSON.stringify(facts), big, part];
        const places = "$1, $2, $3::timestamptz, $4, $5, $6, $7";
        await client.query(
          `insert into kept select 1, ${places}`.replace("$3::timestamptz", "($3::timestamptz)::date"),
          values,
        );
        const day = sql`(${at}::timestamptz)::date`;
        await db.execute(sql`insert into kept select 2, ${words}, ${at}::timestamptz, ${day}, ${yes}::boolean,
          ${values[4]}::jsonb, ${big}::bigint, ${part}::numeric`);
        const [one, two] = await rowsOf(
          db,
          sql`select words, at, day, yes, facts, big, part from kept order by number`,
        );
        expect(two).toEqual(one);
      }),
    );
    expect((await prepared()).filter((text) => text.startsWith("insert into kept"))).toHaveLength(1);
  });

  it("says of a refusal what the server says, and answers the next", async () => {
    await db.execute(sql`delete from kept`);
    const insert = () => db.execute(sql`insert into kept (number) values (${7})`);
    await insert();
    for (let time = 0; time < 3; time++) {
      await expect(insert()).rejects.toMatchObject({ cause: { code: "23505", constraint: "kept_pkey" } });
    }
    expect(await rowsOf(db, sql`select number from kept`)).toEqual([{ number: 7 }]);
  });

  it("lets nobody into the transaction of another, and leaves nothing of one that failed", async () => {
    await db.execute(sql`delete from kept`);
    const count = async () => (await rowsOf<{ n: number }>(db, sql`select count(*)::int as n from kept`))[0]?.n;
    const failing = db.transaction(async (tx) => {
      for (let number = 0; number < 5; number++) await tx.execute(sql`insert into kept (number) values (${number})`);
      throw new Error("Thought better of it");
    });
    const seen = count();
    await expect(failing).rejects.toThrow("Thought better of it");
    expect(await seen).toBe(0);
    await db.transaction(async (tx) => {
      await tx.execute(sql`insert into kept (number) values (${1})`);
      await expect(
        tx.transaction(async (inner) => {
          await inner.execute(sql`insert into kept (number) values (${2})`);
          await inner.execute(sql`insert into kept (number) values (${1})`);
        }),
      ).rejects.toThrow();
    });
    expect(await rowsOf(db, sql`select number from kept`)).toEqual([{ number: 1 }]);
  });

  it("asks again after the table is another", async () => {
    const ask = () => rowsOf(db, sql`select * from shape`);
    await client.exec("create table shape (a int); insert into shape values (1)");
    for (let time = 0; time < 3; time++) expect(await ask()).toEqual([{ a: 1 }]);
    await client.exec("alter table shape add column b text default 'new'");
    await expect(ask()).rejects.toMatchObject({ cause: { code: "0A000" } });
    for (let time = 0; time < 3; time++) expect(await ask()).toEqual([{ a: 1, b: "new" }]);
  });

  it("keeps so many statements and no more, and none that came once", async () => {
    const ask = (number: number) => rowsOf(db, sql.raw(`select ${number} as n`));
    const before = new Set(await prepared());
    for (let number = 0; number < 600; number++) await ask(number);
    expect((await prepared()).filter((text) => !before.has(text))).toEqual([]);
    for (let number = 0; number < 600; number++) {
      expect(await ask(number)).toEqual([{ n: number }]);
      expect(await ask(number)).toEqual([{ n: number }]);
    }
    const kept = await prepared();
    expect(kept.length).toBeLessThanOrEqual(501);
    expect(kept).toContain("select 599 as n");
    expect(kept).not.toContain("select 0 as n");
  });

  it("takes arrays and bytes as well", async () => {
    const { rows } = (await db.execute(
      sql`select ${sql.param([1, 2])}::int[] as numbers, ${sql.param(new Uint8Array([7, 255]))}::bytea as bytes`,
    )) as unknown as { rows: unknown[] };
    expect(rows).toEqual([{ numbers: [1, 2], bytes: new Uint8Array([7, 255]) }]);
  });
});
