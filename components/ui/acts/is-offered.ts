import type { Permission } from "#lib/auth/actor.ts";

/** Whether a control is shown. Temporarily refused actions appear with a reason; other people's actions do not. */
export function isOffered(permission: Permission): boolean {
  return permission.allowed || permission.because !== "actor";
}
