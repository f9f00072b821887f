import { setTimeout as wait } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";

const EVERY_MS = 50;

/** Asks a server how it is, in a thread of its own: what the asking program is busy with is not the server's time. */
async function watch() {
  let over = false;
  parentPort?.once("message", () => {
    over = true;
  });
  /** Of each answer its milliseconds and its status. */
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
