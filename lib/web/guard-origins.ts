import type { IncomingMessage } from "node:http";
import type { Check, GuardSettings } from "./guard.ts";

/** Another site can use a foreign host name to reach a server meant only for this machine, or to forge its links. */
export const checkHost: Check = ({ headers, socket }, settings) => {
  const { hosts, trustProxy } = settings;
  const forwarded = [headers["x-forwarded-host"] ?? []].flat().flatMap((hosts) => hosts.split(","));
  const asked = trustProxy && forwarded.length > 0 ? forwarded : [headers.host ?? "", ...forwarded];
  const known = knownHosts(socket.remoteAddress, settings);
  if (asked.every((host) => known.includes(host.trim().toLowerCase()))) return null;
  return [
    421,
    `This server answers only for ${hosts[0]}. Open that address, or set ORIGIN where the server is started.`,
  ];
};

function knownHosts(address: string | undefined, { hosts, port }: GuardSettings): string[] {
  return [...hosts, ...nearHosts(address, port)];
}

/** The host names of this machine, for callers that connect from it. */
function nearHosts(address: string | undefined, port: number): string[] {
  return isLoopback(address) ? ["127.0.0.1", "localhost", "[::1]"].map((name) => `${name}:${port}`) : [];
}

/**
 * The caller's address; behind a trusted proxy, the address the proxy saw. This is the last one in the header, because
 * anyone can forge the earlier ones.
 */
export function clientAddress({ headers, socket }: IncomingMessage, { trustProxy }: GuardSettings): string {
  const forwarded = [headers["x-forwarded-for"] ?? []].flat().join(",").split(",").at(-1)?.trim();
  return (trustProxy && forwarded) || (socket.remoteAddress ?? "unknown");
}

function isLoopback(address = ""): boolean {
  return address === "::1" || /^(::ffff:)?127\./.test(address);
}

/** A server action changes data, so it must come from our own pages (S19). The API checks this itself. */
export const checkOrigin: Check = ({ url = "", headers, socket }, settings) => {
  if (url.startsWith("/api/") || headers["next-action"] === undefined) return null;
  const { origin } = headers;
  const isOwn =
    origin === undefined
      ? headers["sec-fetch-site"] !== "cross-site"
      : knownOrigins(socket.remoteAddress, settings).includes(origin);
  return isOwn ? null : [403, "This request came from another site."];
};

/** A proxy in front of https also connects from this machine, so its callers may not use the local origins. */
function knownOrigins(address: string | undefined, { origins, port }: GuardSettings): string[] {
  const isHttps = origins.some((origin) => origin.startsWith("https:"));
  return [...origins, ...(isHttps ? [] : nearHosts(address, port).map((host) => `http://${host}`))];
}
