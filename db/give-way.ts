import { setImmediate as turn } from "node:timers/promises";
import type { PGlite } from "@electric-sql/pglite";

/** How long the embedded database may hold the loop of the server, in milliseconds, before others have a turn. */
const HELD_MS = 8;

/**
 * The embedded database answers in the server's own thread, and one of its answers follows the other without a turn of the loop
 * between them: twenty people who write at once would keep everybody else waiting. So it gives way between two messages.
 */
export function giveWay(client: PGlite, held = HELD_MS): PGlite {
  const ask = client.execProtocolStream.bind(client);
  let since = performance.now();
  client.execProtocolStream = async (...message) => {
    if (performance.now() - since > held) {
      await turn();
      since = performance.now();
    }
    return ask(...message);
  };
  return client;
}
