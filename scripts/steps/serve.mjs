import { createServer, get } from "node:http";
import { beforeEnd } from "./end.mjs";
import { root } from "./root.mjs";

/** Headers and bodies that are not there after this long are not waited for; looked at every second. */
const SLOW_MS = 30_000;
/**
 * A proxy that asks over a connection at the very moment at which it is closed has no answer, and may not ask again. Proxies keep one
 * for 60 seconds as a rule: it is to be them who close it.
 */
const KEPT_MS = 75_000;
export const TIMES = {
  headersTimeout: SLOW_MS,
  requestTimeout: SLOW_MS,
  keepAliveTimeout: KEPT_MS,
  connectionsCheckingInterval: 1_000,
};

/**
 * Serves the application in this process: the one that holds the lock is the one that has the database open, so that
 * nothing is left running when it is killed. The guard answers what the application is not to see; `name` is a host of ours.
 * `meanwhile` ends what answered here before.
 */
export async function serve({ dev, host, port, name, guard, meanwhile }) {
  const server = createServer(TIMES);
  const { default: next } = await import("next");
  const app = next({ dev, dir: root, hostname: host, port, httpServer: server, quiet: true });
  beforeEnd(() => globalThis.guardiansStop?.());
  await app.prepare();
  answer(server, guard, app.getRequestHandler());
  // Only development speaks another protocol: a connection that asks for one would stay open, unguarded.
  if (!dev) server.on("upgrade", (_, socket) => socket.destroy());
  beforeEnd(() => app.close());
  await meanwhile?.();
  await listen(server, host, port);
  beforeEnd(() => close(server));
  await untilReady(host, port, name);
}

/** Answers every request with what is being done, as one sentence, until the application serves. Gives back what ends it. */
export async function serveMeanwhile({ host, port, guard, doing }) {
  const server = createServer(TIMES);
  answer(server, guard, (request, response) => sayDoing(request, response, doing));
  await listen(server, host, port);
  const forget = beforeEnd(() => close(server));
  return () => {
    forget();
    return close(server);
  };
}

/** The process is alive, which its health says; what is asked for comes later. No connection stays open for that. */
function sayDoing({ method, url = "" }, response, doing) {
  const isHealth = url === "/api/health";
  const [type, body] = isHealth
    ? ["application/json", JSON.stringify({ status: "ok" })]
    : url.startsWith("/api/")
      ? [
          "application/problem+json",
          JSON.stringify({ type: "about:blank", title: "Not ready", status: 503, detail: doing }),
        ]
      : ["text/html; charset=utf-8", meanwhilePage(doing)];
  response.writeHead(isHealth ? 200 : 503, {
    "content-type": type,
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
    connection: "close",
    ...(!isHealth && { "retry-after": "5", refresh: "3" }),
  });
  response.end(method === "HEAD" ? undefined : body);
}

function meanwhilePage(doing) {
  return `<!doctype html>
<html lang="en">
  <meta name="viewport" content="width=device-width">
  <title>Guardians is starting</title>
  <h1>Guardians is starting</h1>
  <p>${doing} This page opens by itself when that is done.</p>
</html>
`;
}

/** A body is asked for only when the guard lets its request in. */
export function answer(server, guard, handle) {
  server.on("request", (request, response) => {
    if (guard(request, response)) handle(request, response);
  });
  server.on("checkContinue", (request, response) => {
    if (!guard(request, response)) return;
    response.writeContinue();
    handle(request, response);
  });
}

/** The first request opens the database, and what that fails of is kept: the application is there when it answers. */
async function untilReady(host, port, name) {
  const near = { host: { "0.0.0.0": "127.0.0.1", "::": "::1" }[host] ?? host, port, headers: { host: name } };
  await ask({ ...near, path: "/api/health" });
  if (globalThis.guardiansFailure) throw globalThis.guardiansFailure;
  const { status, text } = await ask({ ...near, path: "/api/ready" });
  if (status !== 200) throw new Error(`The database does not answer: ${text}`);
}

function ask(options) {
  return new Promise((resolve, reject) => {
    const request = get({ ...options, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.once("end", () => resolve({ status: response.statusCode, text }));
    });
    request.once("error", reject);
  });
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
