import { connect } from "node:net";
import { setImmediate } from "node:timers/promises";
import type pg from "pg";
import { PostgresClient } from "./postgres-client.ts";

/** System errors for an absent host. A refusal means the host is present. */
const GONE = /^(ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH)$/;
/** A live host accepts a connection immediately, however busy; this timeout covers lost packets. */
const REACH_MS = 10_000;

/** The remote end of a connection. */
export type Address = { host: string; port: number };

/**
 * Closes a connection in use after `quietMs` of silence, if its host accepts no new connection either. Otherwise the
 * system resends for a quarter of an hour. A long query continues even if its server is too busy for others.
 */
export function closeSilentConnections(
  pool: pg.Pool,
  quietMs: number,
  isThere: (address: Address) => Promise<boolean>,
): void {
  const looks = new Map<string, Promise<boolean>>();
  const look = (address: Address) => {
    const key = `${address.host} ${address.port}`;
    const found = looks.get(key) ?? isThere(address).finally(() => looks.delete(key));
    looks.set(key, found);
    return found;
  };
  pool.on("connect", (client) => {
    if (!(client instanceof PostgresClient)) return;
    const { socket } = client;
    socket.on("timeout", async () => {
      const { bytesRead, remoteAddress: host, remotePort: port } = socket;
      // A connection without an address is local.
      const there = host === undefined || port === undefined || (await look({ host, port }));
      // Process data received meanwhile first.
      await setImmediate();
      if (socket.timeout === 0) return;
      if (there || socket.bytesRead > bytesRead) socket.setTimeout(quietMs);
      else socket.destroy(silence());
    });
  });
  const watch = (client: object, ms: number) => client instanceof PostgresClient && client.socket.setTimeout(ms);
  pool.on("acquire", (client) => watch(client, quietMs));
  pool.on("release", (_, client) => watch(client, 0));
}

/** Whether a host accepts or refuses a connection. Does not keep a finished process alive. */
export function reaches(address: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const other = connect(address);
    const answer = (isThere: boolean) => {
      other.destroy();
      resolve(isThere);
    };
    other.unref();
    other.setTimeout(REACH_MS, () => answer(false));
    other.once("connect", () => answer(true));
    other.on("error", ({ code = "" }: NodeJS.ErrnoException) => answer(!GONE.test(code)));
  });
}

function silence(): Error {
  return Object.assign(new Error("The database does not respond, and its host accepts no new connections"), {
    code: "ETIMEDOUT",
  });
}
