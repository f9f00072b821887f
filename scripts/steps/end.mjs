const cleanups = [];
let ending;

/** Registers work to do before this process ends; the newest runs first. Returns a function that unregisters it. */
export function beforeEnd(cleanup) {
  cleanups.push(cleanup);
  return () => {
    const at = cleanups.indexOf(cleanup);
    if (at >= 0) cleanups.splice(at, 1);
  };
}

/** Cleans up and ends this process. A failing cleanup does not prevent the others. */
export function end(code) {
  ending ??= (async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await (async () => cleanup())().catch(() => undefined);
    process.exit(code);
  })();
  return ending;
}

export function isEnding() {
  return ending !== undefined;
}

/**
 * Ends quietly on Ctrl-C and on a stop signal; a second Ctrl-C does not wait. A server that is stopped has succeeded,
 * but a task that should have finished has not, and its exit code says so.
 */
export function endOnSignals({ serves = false } = {}) {
  process.on("SIGINT", () => (ending ? process.exit(130) : end(130)));
  process.on("SIGTERM", () => end(serves ? 0 : 143));
  process.on("SIGHUP", () => end(serves ? 0 : 129));
}
