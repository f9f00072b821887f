import type { IncomingMessage } from "node:http";
import type { Asking } from "#lib/auth/session-rules.ts";

/** The request header that tells a page who asks for it, as `askedBy` decides. */
export const ASKED_BY = "x-asked-by";

/** The query parameter the router adds to an address. */
const ROUTER_QUERY = /^_rsc(=|$)/;

/**
 * Who asks: if the router requests the address its page already shows, the page is refreshing itself. A person
 * navigates elsewhere, or reloads without the router. A user's change is an action, which is a separate request.
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
