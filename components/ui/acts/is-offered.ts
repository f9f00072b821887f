import type { Permission } from "#lib/auth/actor.ts";

/** Whether a control is shown: what is refused for now stands there with its reason, what is another's to do does not. */
export function isOffered(permission: Permission): boolean {
  return permission.allowed || permission.because !== "actor";
}
