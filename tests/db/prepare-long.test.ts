import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { prepareLong } from "#db/prepare-long.ts";
import { type PostgresServer, startPostgres } from "#tests/support/postgres.ts";

/** PostgreSQL, whatever the other tests run on. */
describe("a long statement", () => {
  let server: PostgresServer;
  let pool: pg.Pool;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    pool = new pg.Pool({ connectionString: server.url, max: 1 });
    prepareLong(pool);
  });
  afterEach(() => pool.end());

  const long = (text: string) => `${text} /* ${"x".repeat(1_000)} */`;
  /** As Drizzle asks: a configuration, and the values beside it. */
  const ask = async (text: string, values: unknown[] = []) => (await pool.query({ text }, values)).rows;
  const prepared = async () => (await pool.query("select statement from pg_prepared_statements")).rows.length;

  it("is prepared once, and a short one never", async () => {
    for (const value of ["1", "2", "3"]) {
      expect(await ask(long("select $1::text as it"), [value])).toEqual([{ it: value }]);
      expect(await ask("select $1::text as short", [value])).toEqual([{ short: value }]);
    }
    expect(await prepared()).toBe(1);
  });

  it("is prepared in a transaction too", async () => {
    const client = await pool.connect();
    for (const text of ["begin", "select 1", "commit"]) await client.query({ text: long(text) }, []);
    client.release();
    expect(await prepared()).toBe(3);
  });

  it("is asked anew each time where enough are prepared already", async () => {
    for (let at = 0; at < 202; at += 1) expect(await ask(long(`select ${at} as it`))).toEqual([{ it: at }]);
    expect(await prepared()).toBe(200);
    expect(await ask(long("select 0 as it"))).toEqual([{ it: 0 }]);
  });

  it("answers again where a column is another than it was", async () => {
    const client = await pool.connect();
    const asked = { text: long("select * from kept") };
    await client.query("create temp table kept as select 1 as it");
    expect((await client.query(asked, [])).rows).toEqual([{ it: 1 }]);
    await client.query("alter table kept alter it type text");
    await expect(client.query(asked, [])).rejects.toThrow("cached plan must not change result type");
    expect((await client.query(asked, [])).rows).toEqual([{ it: "1" }]);
    client.release();
  });

  it("is refused as it was without a name", async () => {
    for (const _ of ["first", "again"]) {
      await expect(ask(long("select it from nowhere"))).rejects.toThrow('relation "nowhere" does not exist');
      await expect(ask(long("select 1 / $1::int as it"), [0])).rejects.toThrow("division by zero");
    }
    expect(await ask(long("select 1 / $1::int as it"), [1])).toEqual([{ it: 1 }]);
  });
});
