import type { Actor } from "#lib/auth/actor.ts";
import { seesEverything } from "#lib/auth/policy.ts";

/** The title of a list that holds nothing of these: there are none yet, or none that whoever reads may see. */
export function noneYet(actor: Actor, what: string): string {
  return `No ${what} ${seesEverything(actor) ? "yet" : "that you may see"}`;
}
