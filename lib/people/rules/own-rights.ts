import type { Role } from "#lib/auth/actor.ts";

/** Why an admin may not deactivate this person; null where they may. */
export function deactivateRefusal(adminId: number | undefined, personId: number): string | null {
  return adminId === personId ? "Nobody can deactivate themselves. Ask another admin." : null;
}

/** An identity by which an admin signs in here. */
export type SignIn = { id: number; personId: number };

/** Why an identity can not be taken from a person by this admin, of all by which admins sign in here; null where it can. */
export function unlinkRefusal(
  { id, personId }: SignIn,
  { adminId, signIns }: { adminId: number | undefined; signIns: readonly SignIn[] },
): string | null {
  if (!signIns.some((one) => one.id === id)) return null;
  const left = signIns.filter((one) => one.id !== id);
  if (left.length === 0) return "No admin could sign in any more. Link an identity to another admin first.";
  if (personId !== adminId || left.some((one) => one.personId === personId)) return null;
  return "You could not sign in any more. Link another identity to yourself first, or ask another admin.";
}

/** Why a role can not be taken from whoever is this one of so many admins; null where it can. */
export function revokeRefusal(role: Role, { isAdmin, admins }: { isAdmin: boolean; admins: number }): string | null {
  if (role !== "admin" || !isAdmin || admins > 1) return null;
  return "This is the last admin. Make somebody else an admin first.";
}
