const cleanups = [];
let ending;

/** Something to do before this process ends; the newest is done first. Returns a way to forget it. */
export function beforeEnd(cleanup) {
  cleanups.push(cleanup);
  return () => {
    const at = cleanups.indexOf(cleanup);
    if (at >= 0) cleanups.splice(at, 1);
  };
}

/** Cleans up and ends this process. A cleanup that fails does not keep the others from being done. */
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
 * Ends quietly on Ctrl-C and when told to stop; a second Ctrl-C does not wait. What serves has then done what it was for; what was
 * to come to an end of its own has not, and does not say that it has.
 */
export function endOnSignals({ serves = false } = {}) {
  process.on("SIGINT", () => (ending ? process.exit(130) : end(130)));
  process.on("SIGTERM", () => end(serves ? 0 : 143));
  process.on("SIGHUP", () => end(serves ? 0 : 129));
}
