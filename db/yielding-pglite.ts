import { setImmediate as turn } from "node:timers/promises";
import { PGlite, type PGliteOptions } from "@electric-sql/pglite";

/** How long the embedded database may hold the event loop of the server, in milliseconds. */
const HELD_MS = 8;

type Held = { heldMs?: number };

/**
 * The embedded database answers in the server's own thread, one query after another without a turn of the event loop: twenty people
 * writing at the same time would keep everyone else waiting. This one gives way between two messages.
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
