import { createServer } from "node:http";
import { beforeEnd } from "./end.mjs";
import { root } from "./root.mjs";

/**
 * Serves the application in this process: the one that holds the lock is the one that has the database open, so that
 * nothing is left running when it is killed.
 */
export async function serve({ dev, host, port }) {
  const server = createServer();
  const { default: next } = await import("next");
  const app = next({ dev, dir: root, hostname: host, port, httpServer: server, quiet: true });
  beforeEnd(() => globalThis.guardiansStop?.());
  await app.prepare();
  server.on("request", app.getRequestHandler());
  beforeEnd(() => app.close());
  await listen(server, host, port);
  beforeEnd(() => close(server));
  await untilHealthy(host, port);
}

/** The first request opens the database: the application is there when that is done. */
async function untilHealthy(host, port) {
  const near = { "0.0.0.0": "127.0.0.1", "::": "[::1]" }[host] ?? (host.includes(":") ? `[${host}]` : host);
  const answer = await fetch(`http://${near}:${port}/api/health`);
  if (!answer.ok) throw new Error(`The database does not answer: ${await answer.text()}`);
}

function listen(server, host, port) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

/** Lets requests finish for a moment; open connections do not keep the process alive longer. */
function close(server) {
  const force = setTimeout(() => server.closeAllConnections(), 2000);
  return new Promise((resolve) => {
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}
