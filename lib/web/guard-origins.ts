import type { IncomingMessage } from "node:http";
import type { Check, GuardSettings } from "./guard.ts";

/** A name that is not ours is how another site reaches a server that is only for this machine, or forges its links. */
export const checkHost: Check = ({ headers, socket }, settings) => {
  const { hosts, trustProxy } = settings;
  const forwarded = [headers["x-forwarded-host"] ?? []].flat().flatMap((hosts) => hosts.split(","));
  const asked = trustProxy && forwarded.length > 0 ? forwarded : [headers.host ?? "", ...forwarded];
  const known = knownHosts(socket.remoteAddress, settings);
  if (asked.every((host) => known.includes(host.trim().toLowerCase()))) return null;
  return [421, `This server answers for ${hosts[0]} only. Open that, or set ORIGIN where it is started.`];
};

function knownHosts(address: string | undefined, { hosts, port }: GuardSettings): string[] {
  return [...hosts, ...nearHosts(address, port)];
}

/** The names of this machine, for who connects from it. */
function nearHosts(address: string | undefined, port: number): string[] {
  return isLoopback(address) ? ["127.0.0.1", "localhost", "[::1]"].map((name) => `${name}:${port}`) : [];
}

/** Who connected; behind a proxy that is trusted, whom the proxy saw: the last it added, since the ones before are said by anybody. */
export function clientAddress({ headers, socket }: IncomingMessage, { trustProxy }: GuardSettings): string {
  const forwarded = [headers["x-forwarded-for"] ?? []].flat().join(",").split(",").at(-1)?.trim();
  return (trustProxy && forwarded) || (socket.remoteAddress ?? "unknown");
}

function isLoopback(address = ""): boolean {
  return address === "::1" || /^(::ffff:)?127\./.test(address);
}

/** An action changes something: a browser sends it from our own pages, or it is no action of theirs (S19). The API asks too. */
export const checkOrigin: Check = ({ url = "", headers, socket }, settings) => {
  if (url.startsWith("/api/") || headers["next-action"] === undefined) return null;
  const { origin } = headers;
  const isOwn =
    origin === undefined
      ? headers["sec-fetch-site"] !== "cross-site"
      : knownOrigins(socket.remoteAddress, settings).includes(origin);
  return isOwn ? null : [403, "This request came from another site."];
};

/** A proxy in front of https connects from this machine too: whom it lets through is no page of ours there. */
function knownOrigins(address: string | undefined, { origins, port }: GuardSettings): string[] {
  const isHttps = origins.some((origin) => origin.startsWith("https:"));
  return [...origins, ...(isHttps ? [] : nearHosts(address, port).map((host) => `http://${host}`))];
}
