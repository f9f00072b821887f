import { connect } from "node:net";
import { setImmediate } from "node:timers/promises";
import type pg from "pg";
import { PostgresClient } from "./postgres-client.ts";

/** What the system says of a host that is not there. Whoever refuses is. */
const GONE = /^(ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH)$/;
/** A host that is there takes a connection at once, however busy its server is: this is for what gets lost on the way. */
const REACH_MS = 10_000;

/** Where the other end of a connection is. */
export type Address = { host: string; port: number };

/**
 * Closes a connection in use that has been silent for this many milliseconds, if its host takes no new connection either. Otherwise the
 * system keeps resending for a quarter of an hour. A long query goes on, even if its server is too busy to answer anyone else.
 */
export function endSilent(pool: pg.Pool, quietMs: number, isThere: (address: Address) => Promise<boolean>): void {
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
      // One without an address is on this machine.
      const there = host === undefined || port === undefined || (await look({ host, port }));
      // What came meanwhile is read first.
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

/** Whether a host takes a connection, or refuses it. Keeps no process up that is done. */
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
  return Object.assign(new Error("The database is silent, and its host takes no new connection"), {
    code: "ETIMEDOUT",
  });
}
