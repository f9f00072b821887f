import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Database, openPostgres } from "#db/client.ts";
import { runStatement } from "#db/run-statement.ts";
import { isDatabaseAway } from "#lib/database-away.ts";
import { type PostgresServer, startPostgres } from "#tests/support/databases/postgres.ts";

/** PostgreSQL, whatever the other tests run on. */
describe("a statement that is not answered", () => {
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

  it("is waited for as long as is said, as where the database is away, and its connection is given up", async () => {
    const asked = runStatement(opened, "select pg_sleep(600)", [], 50).catch((error: unknown) => error);
    expect(isDatabaseAway(await asked)).toBe(true);
    if (opened.driver.kind !== "postgres") throw new Error("Not PostgreSQL");
    expect(opened.driver.pool.totalCount).toBe(0);
    expect((await runStatement(opened, "select 1 as one", [], 5_000)).rows).toEqual([{ one: 1 }]);
  });
});
