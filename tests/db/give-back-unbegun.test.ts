import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Database, openPostgres } from "#db/client.ts";
import { rowsOf } from "#db/rows-of.ts";
import { type PostgresServer, startPostgres } from "#tests/support/postgres.ts";

/** PostgreSQL, whatever the other tests run on. */
describe("a transaction that can not begin", () => {
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
    const cut = (client: { connection?: { stream: { destroy: () => void } } }) => {
      broken += 1;
      client.connection?.stream.destroy();
    };
    driver.pool.on("acquire", cut as never);
    for (let time = 0; time <= most; time++) await expect(answer()).rejects.toThrow();
    driver.pool.off("acquire", cut as never);
    expect(broken).toBe(most + 1);
    expect(await answer()).toEqual([{ one: 1 }]);
    expect(driver.pool.totalCount).toBe(1);
  });
});
