import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PostgresClient } from "#db/postgres-client.ts";
import { type PostgresServer, startPostgres } from "#tests/support/databases/postgres.ts";

/** PostgreSQL, whatever the other tests run on. */
describe("a long statement", () => {
  let server: PostgresServer;
  let pool: pg.Pool;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    pool = new pg.Pool({ Client: PostgresClient, connectionString: server.url, max: 1 });
    // Connections that are on their way out when the server stops are told so.
    pool.on("error", () => undefined);
    pool.on("connect", (client) => client.on("error", () => undefined));
  });
  afterEach(() => pool.end());

  const long = (text: string) => `${text} /* ${"x".repeat(1_000)} */`;
  /** As Drizzle asks: a configuration, and the values beside it. */
  const ask = async (text: string, values: unknown[] = []) => (await pool.query({ text }, values)).rows;
  const prepared = async () => (await pool.query("select statement from pg_prepared_statements")).rows.length;

  it("is prepared at its second coming, and what is short or writes what it is given never", async () => {
    await ask("create temp table kept (it text)");
    for (const [value, count] of [
      ["1", 0],
      ["2", 1],
      ["3", 1],
    ] as const) {
      expect(await ask(long("select $1::text as it"), [value])).toEqual([{ it: value }]);
      expect(await ask("select $1::text as short", [value])).toEqual([{ short: value }]);
      await ask(long("insert into kept values ($1)"), [value]);
      expect(await prepared()).toBe(count);
    }
  });

  it("is prepared where it writes what it asks for", async () => {
    await ask("create temp table kept (it text)");
    for (const [value, count] of [
      ["1", 0],
      ["2", 1],
      ["3", 1],
    ] as const) {
      await ask(long('insert into "kept" ("it")\n    select $1::text on conflict do nothing'), [value]);
      expect(await prepared()).toBe(count);
    }
    expect(await ask("select it from kept order by it")).toEqual([{ it: "1" }, { it: "2" }, { it: "3" }]);
  });

  it("is prepared in a transaction too, and goes for a newer one where enough are", async () => {
    const client = await pool.connect();
    await client.query("begin");
    for (let at = 0; at < 202; at += 1) {
      for (const _ of ["asked", "prepared"]) {
        expect((await client.query({ text: long(`select ${at} as it`) }, [])).rows).toEqual([{ it: at }]);
      }
    }
    await client.query("commit");
    client.release();
    expect(await prepared()).toBe(200);
    for (const _ of ["asked", "prepared"]) expect(await ask(long("select 0 as it"))).toEqual([{ it: 0 }]);
    expect(await prepared()).toBe(200);
  });

  it("answers again where a column is another than it was", async () => {
    const client = await pool.connect();
    const asked = { text: long("select * from kept") };
    await client.query("create temp table kept as select 1 as it");
    for (const _ of ["asked", "prepared"]) expect((await client.query(asked, [])).rows).toEqual([{ it: 1 }]);
    await client.query("alter table kept alter it type text");
    await expect(client.query(asked, [])).rejects.toThrow("cached plan must not change result type");
    for (const _ of ["asked", "prepared"]) expect((await client.query(asked, [])).rows).toEqual([{ it: "1" }]);
    client.release();
  });

  it("answers again where someone between kept no name", async () => {
    const client = await pool.connect();
    const asked = { text: long("select 1 as it") };
    for (const _ of ["asked", "prepared"]) await client.query(asked, []);
    await client.query("deallocate all");
    await expect(client.query(asked, [])).rejects.toThrow(/prepared statement .* does not exist/);
    for (const _ of ["asked", "prepared"]) expect((await client.query(asked, [])).rows).toEqual([{ it: 1 }]);
    client.release();
  });

  it("is refused as it was without a name", async () => {
    for (const _ of ["first", "again", "prepared"]) {
      await expect(ask(long("select it from nowhere"))).rejects.toThrow('relation "nowhere" does not exist');
      await expect(ask(long("select 1 / $1::int as it"), [0])).rejects.toThrow("division by zero");
    }
    expect(await ask(long("select 1 / $1::int as it"), [1])).toEqual([{ it: 1 }]);
  });
});
