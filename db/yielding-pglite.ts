import { setImmediate as turn } from "node:timers/promises";
import { PGlite, type PGliteOptions } from "@electric-sql/pglite";

/** How long the embedded database may block the server's event loop, in milliseconds. */
const HELD_MS = 8;

type Held = { heldMs?: number };

/**
 * PGlite runs in the server's thread and answers queries without yielding to the event loop, so twenty concurrent
 * writers would block everyone else. This subclass yields between messages.
 */
export class YieldingPGlite extends PGlite {
  readonly #heldMs: number;
  #since = performance.now();

  constructor({ heldMs = HELD_MS, ...options }: PGliteOptions & Held) {
    super(options);
    this.#heldMs = heldMs;
  }

  override async execProtocolStream(...message: Parameters<PGlite["execProtocolStream"]>) {
    if (performance.now() - this.#since > this.#heldMs) {
      await turn();
      this.#since = performance.now();
    }
    return super.execProtocolStream(...message);
  }
}
