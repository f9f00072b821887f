import { createServer, get } from "node:http";
import { beforeEnd } from "./end.mjs";
import { root } from "./root.mjs";

/** Requests whose headers and body do not arrive within this time are dropped; checked every second. */
const SLOW_MS = 30_000;
/**
 * A proxy that sends a request just as the connection closes gets no response, and may not retry. Proxies usually keep
 * a connection for 60 seconds, so this lets them close it first.
 */
const KEPT_MS = 75_000;
export const TIMES = {
  headersTimeout: SLOW_MS,
  requestTimeout: SLOW_MS,
  keepAliveTimeout: KEPT_MS,
  connectionsCheckingInterval: 1_000,
};

/**
 * Serves the application in this process, so that the lock's holder also has the database open, and nothing keeps
 * running if it is killed. The guard answers requests the application must not see; `name` is one of our hosts.
 * `meanwhile` ends the interim responder.
 */
export async function serve({ dev, host, port, name, guard, meanwhile }) {
  const server = createServer(TIMES);
  const { default: next } = await import("next");
  const app = next({ dev, dir: root, hostname: host, port, httpServer: server, quiet: true });
  beforeEnd(() => globalThis.guardiansStop?.());
  await app.prepare();
  answer(server, guard, app.getRequestHandler());
  // Only development uses another protocol: a connection upgrade would otherwise stay open, unguarded.
  if (!dev) server.on("upgrade", (_, socket) => socket.destroy());
  beforeEnd(() => app.close());
  await meanwhile?.();
  await listen(server, host, port);
  beforeEnd(() => close(server));
  await untilReady(host, port, name);
}

/**
 * Answers every request with the current step, as one sentence, until the application serves. Returns a function that
 * ends it.
 */
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

/**
 * The health check reports that the process is alive; anything else must be requested later. Connections are not kept
 * open.
 */
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
  <p>${doing} This page reloads automatically when it is ready.</p>
</html>
`;
}

/** The body is requested only after the guard admits the request. */
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

/**
 * The first request opens the database, and its failure is remembered: once it is answered, the application is ready.
 */
async function untilReady(host, port, name) {
  const near = { host: { "0.0.0.0": "127.0.0.1", "::": "::1" }[host] ?? host, port, headers: { host: name } };
  await ask({ ...near, path: "/api/health" });
  if (globalThis.guardiansFailure) throw globalThis.guardiansFailure;
  const { status, text } = await ask({ ...near, path: "/api/ready" });
  if (status !== 200) throw new Error(`The database is not responding: ${text}`);
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

/** Gives requests a moment to finish; open connections do not keep the process alive longer. */
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
