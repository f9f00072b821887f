import { env } from "#lib/env.ts";

/** What a cookie of ours is called: over https no other site of the domain can set it. */
export function cookieName(name: "session" | "refused-identity"): string {
  return `${env().secureCookies ? "__Host-" : ""}guardians-${name}`;
}
