import { m } from "#lib/member-name.ts";
import type { PersonActor, Role } from "./actor.ts";

export const ROLE_NAMES: Record<Role, string> = {
  security_engineer: "Security engineer",
  program_manager: "Program manager",
  auditor: "Auditor",
  leader: "Leader",
  admin: "Admin",
};

/** The role inside a sentence: "security engineer". */
export function roleWord(role: Role): string {
  return ROLE_NAMES[role].toLowerCase();
}

/** A person with the role: "a security engineer", "an auditor". */
export function someoneWith(role: Role): string {
  return `${/^[aeiou]/i.test(ROLE_NAMES[role]) ? "an" : "a"} ${roleWord(role)}`;
}

type Held = { role: Role; organisation: { name: string } | null };

/** A granted role: "Leader of Payments". */
export function heldRole({ role, organisation }: Held): string {
  return organisation ? `${ROLE_NAMES[role]} of ${organisation.name}` : ROLE_NAMES[role];
}

/** A person's roles: "Auditor, Leader of Payments"; empty after leaving. */
export function heldRoles({ roles, deactivatedAt }: { roles: readonly Held[]; deactivatedAt: unknown }): string {
  if (deactivatedAt) return "None (left)";
  return roles.map(heldRole).join(", ") || "Builder";
}

/** A person's roles in the program: "Security engineer, guardian". Everybody is at least a builder. */
export function rolesInWords({ roles, guardian }: Pick<PersonActor, "roles" | "guardian">): string {
  const words = [...roles.map((role) => ROLE_NAMES[role]), ...(guardian ? [m`Guardian`] : [])];
  const [first = "Builder", ...others] = words;
  return [first, ...others.map((word) => word.toLowerCase())].join(", ");
}
