import type { Actor } from "#lib/auth/actor.ts";
import { seesEverything } from "#lib/auth/policy.ts";

/** Title of an empty list: there are none yet, or none the reader may see. */
export function emptyListTitle(actor: Actor, what: string): string {
  return `No ${what} ${seesEverything(actor) ? "yet" : "that you may see"}`;
}
