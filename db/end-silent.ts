import type { Socket } from "node:net";
import pg from "pg";
import { isCausedBy } from "#lib/is-caused-by.ts";

/** What the system says of a host that is not there. Whoever refuses or is not understood is. */
const GONE = /^(ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH)$/;
/** The driver has no code for this. */
const UNANSWERED = /^timeout expired$/;

/**
 * Ends a connection that somebody waits for and that was silent for so many milliseconds, where its server does not answer a new one
 * either: the system sends again what was not taken for a quarter of an hour. What is silent as it works is left to it.
 */
export function endSilent(pool: pg.Pool, quietMs: number): void {
  let looking: Promise<boolean> | null = null;
  const look = () => {
    looking ??= isThere(pool).finally(() => {
      looking = null;
    });
    return looking;
  };
  pool.on("connect", (client) => {
    const socket = socketOf(client);
    socket.on("timeout", async () => {
      const { bytesRead } = socket;
      const there = await look();
      if (socket.timeout === 0) return;
      if (there || socket.bytesRead > bytesRead) socket.setTimeout(quietMs);
      else socket.destroy(silence());
    });
  });
  pool.on("acquire", (client) => socketOf(client).setTimeout(quietMs));
  pool.on("release", (_, client) => socketOf(client).setTimeout(0));
}

/** Whether the server answers, be it that it takes no more. */
async function isThere(pool: pg.Pool): Promise<boolean> {
  const other = new pg.Client(pool.options);
  other.on("error", () => undefined);
  try {
    await other.connect();
    return true;
  } catch (error) {
    return !isCausedBy(error, ({ code, message }) => GONE.test(code) || UNANSWERED.test(message));
  } finally {
    other.end().catch(() => undefined);
  }
}

function silence(): Error {
  return Object.assign(new Error("The database is silent, and answers no new connection"), { code: "ETIMEDOUT" });
}

/** TLS has one of its own over that of the host: this is the upper. */
function socketOf(client: object): Socket {
  return (client as { connection: { stream: Socket } }).connection.stream;
}
