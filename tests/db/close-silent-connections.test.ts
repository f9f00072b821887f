import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, Socket } from "node:net";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Database, openPostgres } from "#db/client.ts";
import { type Address, reaches } from "#db/close-silent-connections.ts";
import { rowsOf } from "#db/rows-of.ts";
import { isDatabaseAway } from "#lib/database-away.ts";
import { type PostgresServer, startPostgres } from "#tests/support/databases/postgres.ts";

const LOCK = 4711;

/** PostgreSQL, whatever the other tests run on. */
describe("a connection to a server that says nothing", () => {
  let server: PostgresServer;
  let between: Server;
  let opened: Database;
  let sockets: Socket[];
  let looks: Address[];
  let isSilent: boolean;
  let answersNew: boolean;

  beforeEach(async () => {
    [sockets, looks, isSilent, answersNew] = [[], [], false, true];
    server = await startPostgres();
    const { hostname, port } = new URL(server.url);
    between = createServer((socket) => {
      if (!answersNew) return void sockets.push(socket.on("error", () => undefined));
      const onwards = connect(Number(port), hostname);
      lead(socket, onwards);
      lead(onwards, socket);
    }).listen(0, "127.0.0.1");
    await once(between, "listening");
    const url = new URL(server.url);
    url.port = String((between.address() as AddressInfo).port);
    opened = await openPostgres(url.href, { quietMs: 300, isThere: look });
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    between.close();
    await opened.close();
    await server.stop();
  });

  async function look(address: Address): Promise<boolean> {
    looks.push(address);
    return !isSilent && reaches(address);
  }

  /** As a network that drops what is sent: no end is told, and who connects hears nothing. */
  function lead(from: Socket, to: Socket): void {
    sockets.push(from);
    from.on("error", () => undefined);
    from.on("data", (data) => isSilent || to.write(data));
    from.on("close", () => isSilent || to.destroy());
  }

  /** Whoever connects waits for as long as is said. */
  function fall(silent: boolean, connectMs: number): void {
    isSilent = silent;
    if (opened.driver.kind === "postgres") opened.driver.pool.options.connectionTimeoutMillis = connectMs;
  }

  const answer = () => rowsOf(opened.db, sql`select 1 as one`);
  const error = (act: Promise<unknown>) => act.then(() => null).catch((error: unknown) => error);

  it("is given up, as where the database is away, and is replaced when it is there again", async () => {
    const first = opened.db.transaction(async (tx) => {
      await tx.execute(sql`select 1`);
      fall(true, 50);
      await tx.execute(sql`select 2`);
    });
    expect(isDatabaseAway(await error(first))).toBe(true);
    fall(false, 10_000);
    expect(await answer()).toEqual([{ one: 1 }]);
    fall(true, 50);
    expect(isDatabaseAway(await error(answer()))).toBe(true);
    fall(false, 10_000);
    expect(await answer()).toEqual([{ one: 1 }]);
    if (opened.driver.kind === "postgres") expect(opened.driver.pool.totalCount).toBe(1);
  });

  it("is waited for as long as it works where its server answers others", async () => {
    const direct = await openPostgres(server.url);
    const held = await direct.db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
      const long = rowsOf(opened.db, sql`select 1 as one, pg_advisory_lock(${LOCK})`);
      await expect.poll(() => looks.length).toBeGreaterThan(2);
      return { long };
    });
    expect(await held.long).toMatchObject([{ one: 1 }]);
    const { port } = between.address() as AddressInfo;
    expect(looks).toEqual(looks.map(() => ({ host: "127.0.0.1", port })));
    await direct.close();
  });

  it("is waited for where its host takes connections that its server does not answer", async () => {
    const direct = await openPostgres(server.url);
    const held = await direct.db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
      const long = rowsOf(opened.db, sql`select 1 as one, pg_advisory_lock(${LOCK})`);
      await expect.poll(() => looks.length).toBeGreaterThan(0);
      answersNew = false;
      const before = looks.length;
      await expect.poll(() => looks.length - before).toBeGreaterThan(2);
      return { long };
    });
    expect(await held.long).toMatchObject([{ one: 1 }]);
    await direct.close();
  });

  it("is of a host that exists also where it refuses", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    expect(await reaches({ host: "127.0.0.1", port })).toBe(true);
    other.close();
    expect(await reaches({ host: "127.0.0.1", port })).toBe(true);
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
