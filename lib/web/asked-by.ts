import type { IncomingMessage } from "node:http";
import type { Asking } from "#lib/auth/session-rules.ts";

/** The header in which a page finds who asks for it, as `askedBy` says. */
export const ASKED_BY = "x-asked-by";

/** What the router adds to an address that it asks for. */
const ROUTER_QUERY = /^_rsc(=|$)/;

/**
 * Who asks: the router, for the very address that the page shows which it is on, does so for that page, to show it anew. A person goes
 * elsewhere, or loads it again without the router. What someone did before is an action, which asks by itself.
 */
export function askedBy({ method, url = "", headers }: Pick<IncomingMessage, "method" | "url" | "headers">): Asking {
  const { rsc, referer = "" } = headers;
  if (method !== "GET" || rsc === undefined || !URL.canParse(referer)) return "person";
  const { pathname, search } = new URL(referer);
  return addressOf(url) === addressOf(pathname + search) ? "page" : "person";
}

function addressOf(url: string): string {
  const [path = "", ...query] = url.split("?");
  const pairs = query.join("?").split("&");
  return [path, ...pairs.filter((pair) => pair !== "" && !ROUTER_QUERY.test(pair))].join("&");
}
