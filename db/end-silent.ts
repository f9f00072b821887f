import { connect, type Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import type pg from "pg";

/** What the system says of a host that is not there. Whoever refuses is. */
const GONE = /^(ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH)$/;
/** A host that is there takes a connection at once, however busy its server is: this is for what gets lost on the way. */
const REACH_MS = 10_000;

/** Where the other end of a connection is. */
export type Address = { host: string; port: number };

/**
 * Ends a connection that somebody waits for and that was silent for so many milliseconds, where its host takes no new one either: the
 * system sends again what was not taken for a quarter of an hour. What is silent as it works is left to it, also where its server is
 * too busy to answer others.
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
    const socket = socketOf(client);
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
  pool.on("acquire", (client) => socketOf(client).setTimeout(quietMs));
  pool.on("release", (_, client) => socketOf(client).setTimeout(0));
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

/** TLS has one of its own over that of the host: this is the upper. */
function socketOf(client: object): Socket {
  return (client as { connection: { stream: Socket } }).connection.stream;
}
