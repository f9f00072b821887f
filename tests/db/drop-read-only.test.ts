import { once } from "node:events";
import { type AddressInfo, createServer, Socket } from "node:net";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Database, openPostgres, pingDatabase } from "#db/client.ts";
import { isDatabaseAway } from "#lib/database-away.ts";
import { type PostgresServer, startPostgres } from "#tests/support/postgres.ts";

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

  it("is away to whoever writes, and is replaced", async () => {
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

describe("a connection to a server that may go without a word", () => {
  it("asks after ten seconds whether it is still there", async () => {
    const asked = vi.spyOn(Socket.prototype, "setKeepAlive");
    const deaf = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
    await once(deaf, "listening");
    const { port } = deaf.address() as AddressInfo;
    await expect(openPostgres(`postgres://me@127.0.0.1:${port}/data`)).rejects.toThrow();
    deaf.close();
    expect(asked).toHaveBeenCalledWith(true, 10_000);
    asked.mockRestore();
  });
});
