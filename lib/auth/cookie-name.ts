import { env } from "#lib/env.ts";

/** The name of one of our cookies. Over https the prefix stops other sites of the domain from setting the cookie. */
export function cookieName(name: "session" | "refused-identity"): string {
  return `${env().secureCookies ? "__Host-" : ""}guardians-${name}`;
}
