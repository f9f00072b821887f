import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Database, openPostgres, pingDatabase } from "#db/client.ts";
import { PostgresClient } from "#db/postgres-client.ts";
import { rowsOf } from "#db/rows-of.ts";
import { isDatabaseAway } from "#lib/database-away.ts";
import { type PostgresServer, startPostgres } from "#tests/support/databases/postgres.ts";

/** PostgreSQL, whatever the other tests run on. */
describe("a connection to a database that became read only", () => {
  let server: PostgresServer;
  let opened: Database;
  beforeEach(async () => {
    server = await startPostgres();
    opened = await openPostgres(server.url);
    vi.stubGlobal("guardiansDatabase", Promise.resolve(opened));
    // As one that was open before a failover: only its own session is.
    await opened.db.execute(sql`set default_transaction_read_only = on`);
  });
  afterEach(async () => {
    vi.unstubAllGlobals();
    await opened.close();
    await server.stop();
  });

  const write = () => opened.db.transaction((tx) => tx.execute(sql`create table written (n int)`));
  const error = (act: Promise<unknown>) => act.then(() => null).catch((error: unknown) => error);

  it("is away to anyone who writes, and is replaced", async () => {
    expect(isDatabaseAway(await error(write()))).toBe(true);
    await write();
  });

  it("is not ready, and is replaced", async () => {
    expect(isDatabaseAway(await error(pingDatabase()))).toBe(true);
    await pingDatabase();
    await write();
  });

  it("is read from as before", async () => {
    expect(await error(opened.db.execute(sql`select 1`))).toBeNull();
    if (opened.driver.kind === "postgres") expect(opened.driver.pool.totalCount).toBe(1);
  });
});

/** PostgreSQL, whatever the other tests run on. */
describe("a transaction that cannot begin", () => {
  let server: PostgresServer;
  let opened: Database;
  beforeEach(async () => {
    server = await startPostgres();
    opened = await openPostgres(server.url);
  });
  afterEach(async () => {
    await opened.close();
    await server.stop();
  });

  const answer = () => opened.db.transaction((tx) => rowsOf(tx, sql`select 1 as one`));

  it("takes no connection with it, however many break", async () => {
    const { driver } = opened;
    if (driver.kind !== "postgres") throw new Error("Not PostgreSQL");
    const most = driver.pool.options.max;
    let broken = 0;
    // What was dropped on the way is known to be broken when something is sent.
    const cut = (client: object) => {
      broken += 1;
      if (client instanceof PostgresClient) client.socket.destroy();
    };
    driver.pool.on("acquire", cut);
    for (let time = 0; time <= most; time++) await expect(answer()).rejects.toThrow();
    driver.pool.off("acquire", cut);
    expect(broken).toBe(most + 1);
    expect(await answer()).toEqual([{ one: 1 }]);
    expect(driver.pool.totalCount).toBe(1);
  });
});
