import type { Role } from "#lib/auth/actor.ts";

/** Why an admin may not deactivate this person; null where they may. */
export function deactivateRefusal(adminId: number | undefined, personId: number): string | null {
  return adminId === personId ? "Nobody can deactivate themselves. Ask another admin." : null;
}

/** Why a role can not be taken from whoever is this one of so many admins; null where it can. */
export function revokeRefusal(role: Role, { isAdmin, admins }: { isAdmin: boolean; admins: number }): string | null {
  if (role !== "admin" || !isAdmin || admins > 1) return null;
  return "This is the last admin. Make somebody else an admin first.";
}
