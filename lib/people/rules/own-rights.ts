import type { Role } from "#lib/auth/actor.ts";

/** Why an admin may not deactivate this person; null if they may. */
export function deactivateRefusal(adminId: number | undefined, personId: number): string | null {
  return adminId === personId ? "You cannot deactivate yourself. Ask another admin." : null;
}

/** An identity by which an admin signs in here. */
export type SignIn = { id: number; personId: number };

const NO_SIGN_IN = "No admin could sign in any longer. Link an identity to another admin first.";

/** Why this admin cannot unlink an identity, given all admin sign-ins; null if they can. */
export function unlinkRefusal(
  { id, personId }: SignIn,
  { adminId, signIns }: { adminId: number | undefined; signIns: readonly SignIn[] },
): string | null {
  if (!signIns.some((one) => one.id === id)) return null;
  const left = signIns.filter((one) => one.id !== id);
  if (left.length === 0) return NO_SIGN_IN;
  if (left.some((one) => one.personId === personId)) return null;
  if (personId !== adminId) {
    return "This admin could no longer sign in. Link another identity to them first, or deactivate them.";
  }
  return "You could no longer sign in. Link another identity to yourself first, or ask another admin.";
}

/** The number of admins, and their sign-in identities; none if nobody needs or has an identity. */
export type Admins = { admins: number; signIns: readonly SignIn[] };

/** Why a role cannot be revoked from this person, given whether they are one of these admins; null if it can. */
export function revokeRefusal(
  role: Role,
  { personId, isAdmin }: { personId: number; isAdmin: boolean },
  { admins, signIns }: Admins,
): string | null {
  if (role !== "admin" || !isAdmin) return null;
  if (admins <= 1) return "This is the last admin. Make someone else an admin first.";
  return signIns.length > 0 && signIns.every((one) => one.personId === personId) ? NO_SIGN_IN : null;
}
