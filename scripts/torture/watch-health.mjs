import { setTimeout as wait } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";

const EVERY_MS = 50;

/**
 * Polls a server's health in a separate thread, so that the main program's work does not count as the server's time.
 */
async function watch() {
  let over = false;
  parentPort?.once("message", () => {
    over = true;
  });
  /** The milliseconds and status of each response. */
  const beats = [];
  while (!over) {
    const begin = performance.now();
    const response = await fetch(`${workerData.origin}/api/health`);
    await response.arrayBuffer();
    beats.push({ ms: performance.now() - begin, status: response.status });
    await wait(EVERY_MS);
  }
  parentPort?.postMessage(beats);
}

await watch();
